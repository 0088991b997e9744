"""What one was told: the list, the count in the header, and having read it."""

from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import write_sheet
from relais.leads.models import Lead
from relais.notifications.models import Notification
from relais.routing.actions import submit_lead, validate_lead
from relais.web.tests.steps import queries_of, sign_in
from tests.persons import World


def told(world: World) -> Notification:
    """Let Remy be told that a lead is his."""
    lead = world.open_lead(owner="remy")
    sheet = {SheetField.NEED: "Ten copiers", SheetField.CONTEXT: "The lease ends"}
    write_sheet(lead.id, fields=sheet, answers={}, by=world.by("tina"), at=world.at)
    submit_lead(lead.id, by=world.by("tina"), at=world.at)
    validate_lead(lead.id, by=world.by("victor"), at=world.at)
    return Notification.objects.get(lead=lead, person_id=world.id("remy"))


def test_what_was_told_is_listed_and_counted_in_the_header(world: World) -> None:
    row = told(world)
    page = sign_in(world, "remy").get("/notifications/").content.decode()
    assert row.lead is not None
    assert row.lead.account.name in page
    assert "1 to read" in page


def test_who_was_told_nothing_has_no_count(world: World) -> None:
    told(world)
    assert "to read" not in sign_in(world, "olga").get("/").content.decode()


def test_the_list_asks_as_many_queries_whatever_its_length(world: World) -> None:
    browser = sign_in(world, "remy")
    told(world)
    few = queries_of(lambda: browser.get("/notifications/"))
    for _ in range(4):
        told(world)
    assert queries_of(lambda: browser.get("/notifications/")) == few


def test_reading_one_leads_to_its_lead(world: World) -> None:
    row = told(world)
    answer = sign_in(world, "remy").post(f"/notifications/{row.id}/read/")
    assert answer.headers["Location"] == f"/leads/{row.lead_id}/"
    assert Notification.objects.get(id=row.id).read_at == world.at


def test_reading_one_twice_leads_to_its_lead_again(world: World) -> None:
    row, browser = told(world), sign_in(world, "remy")
    answers = [browser.post(f"/notifications/{row.id}/read/") for _ in "12"]
    assert [answer.status_code for answer in answers] == [302, 302]


def test_a_lead_that_has_gone_on_is_not_opened(world: World) -> None:
    row = told(world)
    assert row.lead_id is not None
    Lead.objects.filter(id=row.lead_id).update(rep_id=world.id("olga"))
    answer = sign_in(world, "remy").post(f"/notifications/{row.id}/read/")
    assert answer.headers["Location"] == "/notifications/"


def test_nobody_reads_what_another_was_told(world: World) -> None:
    row = told(world)
    assert sign_in(world, "olga").post(f"/notifications/{row.id}/read/").status_code == 404
    sign_in(world, "olga").post("/notifications/read/")
    assert Notification.objects.get(id=row.id).read_at is None


def test_all_is_read_at_once_and_once(world: World) -> None:
    browser = sign_in(world, "remy")
    rows = [told(world), told(world)]
    browser.post("/notifications/read/")
    first = world.at
    world.later(minutes=5)
    assert browser.post("/notifications/read/").status_code == 302
    read = Notification.objects.filter(id__in=[row.id for row in rows])
    assert {row.read_at for row in read} == {first}
    assert "You have read everything" in browser.get("/notifications/").content.decode()
