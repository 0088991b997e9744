"""The director's desk: what is stuck first; then what campaigns gave, and who is compared."""

import re
from datetime import date, timedelta
from decimal import Decimal
from html import unescape

import pytest

from relais.appointments.actions import report_outcome
from relais.appointments.models import Appointment
from relais.campaigns.actions import add_cost, set_objective
from relais.campaigns.queries import CostKind
from relais.leads.actions import take_up_lead, uphold_contest, win_lead
from relais.leads.events import Outcome
from relais.leads.models import Lead
from relais.lib import teams
from relais.lib.money import Currency
from relais.notifications.tests.steps import contested, submitted, transmitted
from relais.people.actions import choose_language, complete_privacy_checklist, end_role
from relais.people.models import Membership
from relais.people.rules.access import Role
from relais.privacy.models import Disclosure
from relais.web.desk import director
from relais.web.desk.tests.test_acts import visit
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import SINCE, World


def unmanage(world: World) -> None:
    """Let nobody manage any more: a dispute is a director's to judge then."""
    for post in Membership.objects.filter(role=Role.MANAGER.value):
        end_role(post.id, on=world.at.date() - timedelta(days=1), by=world.system)


def page_of(world: World, path: str = "/", name: str = "dora") -> str:
    answer = sign_in(world, name).get(path)
    assert answer.status_code == 200
    return unescape(str(answer.content.decode()))


def title(page: str) -> str:
    return page.split("<h1>")[1].split("</h1>")[0]


def signed(world: World, *, margin: int | None = 30_000) -> Lead:
    lead = transmitted(world)
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    return win_lead(
        lead.id, amount=120_000, margin=margin, currency=Currency("EUR"),
        signed_on=world.at.date(), by=world.by("remy"), at=world.at,
    )  # fmt: skip


def checked(world: World) -> None:
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )


def led_to(world: World, page: str, words: str, name: str = "dora") -> str:
    """Follow the link that says this, and give the list behind it."""
    [address] = set(re.findall(rf'<a [^>]*href="([^"]+)">{re.escape(words)}</a>', page))
    answer = sign_in(world, name).get(address)
    assert answer.status_code == 200
    return unescape(str(answer.content.decode()))


# --- What is stuck ---------------------------------------------------------------------------


def test_what_is_stuck_stands_first_each_kind_with_its_count(world: World) -> None:
    unmanage(world)
    contested(world)
    for _ in "12":
        transmitted(world)
    world.later(days=10)
    page = page_of(world)
    assert title(page) == "1 dispute to judge, 2 take-ups overdue"
    assert "2 take-ups overdue</h2>" in page
    assert "3 things that a campaign lacks" not in page
    assert "3 things that campaigns lack</h2>" in page


def test_a_pile_leads_to_all_of_it(world: World) -> None:
    for _ in "12345":
        transmitted(world)
    world.later(days=10)
    shown = led_to(world, page_of(world), "See all of them")
    assert title(shown) == "5 leads"
    assert "Take-ups overdue" in shown


def test_a_desk_on_which_nothing_is_stuck_says_what_would_come(world: World) -> None:
    campaign_id, by = world.campaign.id, world.by("dora")
    set_objective(campaign_id, measure="won", target=1, since=SINCE, until=None, words="", by=by)
    world.campaign.refresh_from_db()
    world.campaign.status = "paused"
    world.campaign.save()
    page = page_of(world)
    assert title(page) == "No dispute, no lead without a rep, every outcome told"
    assert "will come here" in page


def test_figures_come_by_themselves_and_by_a_link_without_script(world: World) -> None:
    page = page_of(world)
    assert 'hx-get="/figures/" hx-trigger="load"' in page
    assert '<a class="btn" href="/figures/">' in page


def test_a_director_learns_what_came_since_the_page_was_drawn(world: World) -> None:
    unmanage(world)
    browser, since = sign_in(world, "dora"), world.at.isoformat()
    world.later(minutes=1)
    contested(world)
    said = browser.get("/news/", since=since)
    assert "1 new lead to decide on" in said.content.decode()
    browser.headers = {"If-None-Match": said.headers["ETag"]}
    assert browser.get("/news/", since=since).status_code == 304


# --- What campaigns gave ---------------------------------------------------------------------


def test_objectives_stand_against_what_is_done_within_their_days(world: World) -> None:
    by, campaign_id = world.by("dora"), world.campaign.id
    for measure, since in (("validated", SINCE), ("won", world.at.date() + timedelta(days=1))):
        set_objective(
            campaign_id, measure=measure, target=60, since=since, until=None, words="", by=by
        )
    transmitted(world)
    submitted(world)
    page = page_of(world, "/figures/")
    assert "Leads validated" in page
    assert title(led_to(world, page, "1 of 60")) == "1 lead"
    assert "Signatures" not in page  # this one has not begun


def test_what_a_campaign_gave_stands_beside_its_cost(world: World) -> None:
    signed(world)
    transmitted(world)
    add_cost(
        world.campaign.id, kind=CostKind.FIXED, amount=90_000, since=SINCE, by=world.by("dora")
    )
    page = page_of(world, "/figures/")
    assert title(page) == "1 signed, of 2 leads transmitted in the campaigns that run"
    for words in ("€900</td>", "€450 each", "€1,200", "€300"):
        assert words in page, words
    assert f"/reports/money/?campaign={world.campaign.id}" in page


def test_a_director_reads_it_in_french(world: World) -> None:
    by = world.by("dora")
    set_objective(
        world.campaign.id, measure="held", target=9, since=SINCE, until=None, words="", by=by
    )
    transmitted(world)
    browser = sign_in(world, "dora")
    choose_language(world.id("dora"), language="fr", by=world.system)
    page = unescape(browser.get("/figures/").content.decode())
    for words in ("Rendez-vous honorés", "0 sur 9", "Payé pour rien", "Centres d’appels, leads"):
        assert words in page, words


def test_what_was_for_nothing_opens_its_cases(world: World) -> None:
    lead = contested(world)
    uphold_contest(lead.id, reason_id=None, words="", by=world.by("maya"), at=world.at)
    transmitted(world)
    page = page_of(world, "/figures/")
    waste = page[page.index("Paid for nothing") :]
    [address] = re.findall(r'href="(/leads/\?case=paid_upheld[^"]+)"', waste)
    shown = unescape(sign_in(world, "dora").get(address).content.decode())
    assert title(shown) == "1 lead"
    assert "Paid for, and rightly contested" in shown
    assert lead.account.name in shown


def test_who_may_not_see_money_is_shown_no_case_of_it(world: World) -> None:
    transmitted(world)
    page = page_of(world, "/leads/?case=paid_upheld", "maya")
    assert title(page) == "1 lead"
    assert "rightly contested" not in page


def test_without_a_campaign_that_runs_it_says_what_will_be_told(world: World) -> None:
    world.campaign.status = "closed"
    world.campaign.save()
    page = page_of(world, "/figures/")
    assert "No campaign runs" in page
    assert "No objective is set" in page
    assert "No lead was opened in these weeks." in page


# --- Who is compared -------------------------------------------------------------------------


def test_call_centers_are_compared_on_the_same_definitions(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(director, "ENOUGH", 2)
    transmitted(world)
    submitted(world)
    assert "Voix du Nord" not in page_of(world, "/figures/")  # two persons, before the checklist
    checked(world)
    page = page_of(world, "/figures/")
    row = page[page.index("Voix du Nord") :]
    assert "50%, between 9% and 91%" in row
    assert title(led_to(world, row, "1 of 2")) == "1 lead"


def test_of_a_few_it_says_that_it_knows_too_little(world: World) -> None:
    transmitted(world)
    checked(world)
    page = page_of(world, "/figures/")
    row = page[page.index("Voix du Nord") :]
    assert "not enough data" in row
    assert "100%" not in row


def test_regions_of_few_reps_are_hidden_before_the_checklist(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    transmitted(world)
    page = page_of(world, "/figures/")
    assert 'data-name="Region">Nord' not in page
    assert "1 region of fewer than five reps" in page
    checked(world)
    assert 'data-name="Region">Nord' in page_of(world, "/figures/")


def test_a_region_of_five_reps_is_shown(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(director, "SMALLEST_TEAM", 2)
    transmitted(world)
    page = page_of(world, "/figures/")
    assert 'data-name="Region">Nord' in page
    assert teams.SMALLEST_TEAM == 5


@pytest.mark.parametrize("who", ["dora", "sam"])
def test_a_person_is_counted_only_once_the_checklist_is_complete(world: World, who: str) -> None:
    transmitted(world)
    of_tina = f"/leads/?case=submitted&finder={world.id('tina')}"
    of_few = f"/leads/?case=submitted&unit={world.north.id}"
    browser = sign_in(world, who)
    assert browser.get(of_tina).status_code == 404
    assert browser.get(of_few).status_code == 404
    checked(world)
    assert browser.get(of_tina).status_code == 200
    assert browser.get(of_few).status_code == 200
    assert Disclosure.objects.filter(what="cases", person=world.people[who]).exists()


def booked(world: World) -> Appointment:
    """Let Remy take up a lead with an appointment."""
    lead = take_up_lead(visit(world).id, by=world.by("remy"), at=world.at)
    return Appointment.objects.get(lead_id=lead.id)


def test_what_a_region_honours_leads_to_the_appointments_due(world: World) -> None:
    gone, silent = booked(world), booked(world)
    world.later(days=3)
    report_outcome(gone.id, outcome=Outcome.HELD, reason_id=None, by=world.by("remy"), at=world.at)
    world.later(days=14)
    to_come = booked(world)
    path = f"/appointments/?unit={world.north.id}"
    assert sign_in(world, "dora").get(path).status_code == 404  # before the checklist: few reps
    checked(world)
    rows = led_to(world, page_of(world, "/figures/"), "1 of 2")
    assert "Appointments due" in rows
    shown = [f"/appointments/{one.id}/" in rows for one in (gone, silent, to_come)]
    assert shown == [True, True, False]


# --- Whom it is for, and what it costs ---------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "status"),
    [("dora", 200), ("sam", 200), ("tina", 404), ("remy", 404), ("maya", 404), ("ada", 404)],
)
def test_figures_are_for_directors_and_supervisors(world: World, name: str, status: int) -> None:
    assert sign_in(world, name).get("/figures/").status_code == status


@pytest.mark.parametrize("path", ["/", "/figures/"])
def test_it_asks_as_many_queries_whatever_there_is(world: World, path: str) -> None:
    browser: Browser = sign_in(world, "dora")
    checked(world)
    fill(world)
    few = queries_of(lambda: browser.get(path))
    for _ in "123":
        fill(world)
    assert queries_of(lambda: browser.get(path)) == few
    assert few < 45


def fill(world: World) -> None:
    """Add leads of every kind, and an objective and costs of each sort."""
    by, day = world.by("dora"), world.at.date()
    for kind in CostKind:
        hours = Decimal(10) if kind is CostKind.HOURLY else None
        add_cost(
            world.campaign.id, kind=kind, amount=4_001, since=SINCE, hours=hours, minutes=30, by=by
        )
    for measure in ("validated", "held", "won"):
        set_objective(
            world.campaign.id, measure=measure, target=9, since=day, until=None, words="", by=by
        )
    lead = contested(world)
    uphold_contest(lead.id, reason_id=None, words="", by=world.by("maya"), at=world.at)
    signed(world, margin=None)
    contested(world)
    transmitted(world, owner="olga")
    world.later(days=3)
