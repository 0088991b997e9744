"""A rep's first page: today first, then what to tell and to take up; who is met, at one tap."""

from datetime import timedelta

from relais.accounts.actions import ContactDetails, correct_contact
from relais.accounts.models import Account
from relais.appointments.tests.steps import book, met, transmit
from relais.leads.actions import take_up_lead
from relais.leads.models import Lead
from relais.web.desk.tests.test_desk import title
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World


def reachable(world: World, lead: Lead) -> None:
    """Give a lead's contact a number and an address, and its company a street."""
    Account.objects.filter(id=lead.account_id).update(street="3 rue Neuve")
    who = ContactDetails(last_name="Durand", email="durand@example.com", phone="03 20 12 34 56")
    correct_contact(lead.contact_id, who, by=world.system)


def day(world: World, name: str = "remy") -> str:
    return str(sign_in(world, name).get("/").content.decode())


def test_today_comes_before_what_to_tell_and_to_take_up_and_points_come_last(world: World) -> None:
    met(world, start=world.at + timedelta(days=2, hours=1))
    taken = transmit(world, world.open_lead())
    take_up_lead(taken.id, by=world.by("remy"), at=world.at)
    offered = transmit(world, world.open_lead())
    later = book(world, taken, start=world.at + timedelta(days=1, hours=2))
    today = book(world, offered, by="remy", start=world.at + timedelta(hours=3))
    page = day(world)
    assert title(page) == "1 appointment today, 1 appointment to tell"
    places = [
        page.index(words)
        for words in (
            f'href="/appointments/{today.id}/"',
            "What became of these appointments?",
            "To take up ·",
            f'href="/appointments/{later.id}/"',
            "Taken up ·",
            "Log my prospecting",
            "My points",
        )
    ]
    assert places == sorted(places)
    assert page.count(f'href="/appointments/{today.id}/"') == 2  # its name, and its deed


def test_what_is_today_is_so_in_the_reader_s_zone(world: World) -> None:
    lead = transmit(world, world.open_lead())
    book(world, lead, start=world.at + timedelta(days=1))
    assert "appointment today" not in title(day(world))
    world.at = world.at.replace(hour=22, minute=59)
    assert "appointment today" not in title(day(world))
    world.later(minutes=1)  # 23 h in London, midnight in Paris
    assert title(day(world)).startswith("1 appointment today")


def test_whom_one_meets_is_called_and_found_at_one_tap(world: World) -> None:
    lead = transmit(world, world.open_lead())
    reachable(world, lead)
    row = book(world, lead, start=world.at + timedelta(hours=5))
    for path in ("/", f"/leads/{lead.id}/", f"/appointments/{row.id}/"):
        page = sign_in(world, "remy").get(path).content.decode()
        assert 'href="tel:+33320123456"' in page, path
        assert "/directions?to=3%20rue%20Neuve%2C%2059000%20Lille" in page, path
        assert 'data-way="3 rue Neuve, 59000 Lille"' in page, path
        assert ('href="mailto:durand@example.com"' in page) == (path != "/")


def test_who_cannot_be_reached_has_no_link_that_leads_nowhere(world: World) -> None:
    lead = transmit(world, world.open_lead())
    page = sign_in(world, "remy").get(f"/leads/{lead.id}/").content.decode()
    assert "tel:" not in page
    assert "tel:" not in day(world)


def test_a_day_asks_as_many_queries_however_full_it_is(world: World) -> None:
    browser = sign_in(world, "remy")
    book(world, transmit(world, world.open_lead()), start=world.at + timedelta(hours=5))
    transmit(world, world.open_lead())
    few = queries_of(lambda: browser.get("/"))
    for hours in (29, 53):
        book(world, transmit(world, world.open_lead()), start=world.at + timedelta(hours=hours))
    assert queries_of(lambda: browser.get("/")) == few
