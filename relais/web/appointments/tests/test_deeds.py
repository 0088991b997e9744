"""Every deed on appointments by the browser: done, refused by state and by person, done twice."""

from datetime import timedelta
from typing import Any

import pytest

from relais.accounts.models import Account
from relais.appointments.models import Appointment
from relais.appointments.tests.steps import THURSDAY, book, met, transmit
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import drop_lead
from relais.leads.events import Outcome
from relais.web.tests.steps import sign_in
from tests.persons import World

FRIDAY = THURSDAY + timedelta(days=1)


def again(row: Appointment) -> Appointment:
    return Appointment.objects.get(id=row.id)


def slot(**more: Any) -> dict[str, Any]:
    return {"starts_at": THURSDAY.isoformat(), "mode": "visit", **more}


# --- Booking ---------------------------------------------------------------------------------


def test_free_slots_are_offered_with_why_this_rep(world: World) -> None:
    lead = world.open_lead(owner="remy")
    page = sign_in(world, "tina").get(f"/appointments/book/{lead.id}/").content.decode()
    assert "Remy answers for this account." in page
    assert THURSDAY.isoformat() in page


def test_slots_show_the_prospects_clock_where_it_differs(world: World) -> None:
    lead = world.open_lead(owner="remy")
    Account.objects.filter(id=lead.account_id).update(postcode="97400")
    page = sign_in(world, "tina").get(f"/appointments/book/{lead.id}/").content.decode()
    assert "(13:00)" in page


def test_nobody_is_offered_where_routing_finds_nobody(world: World) -> None:
    for name in ("remy", "olga", "sara"):
        person = world.person(name)
        person.left_on = world.at.date()
        person.save()
    lead = world.open_lead()
    page = sign_in(world, "tina").get(f"/appointments/book/{lead.id}/")
    assert page.status_code == 200
    assert "No rep can receive this lead now" in page.content.decode()


def test_a_slot_is_booked(world: World) -> None:
    lead = world.open_lead(owner="remy")
    answer = sign_in(world, "tina").post(f"/appointments/book/{lead.id}/take/", **slot())
    row = Appointment.objects.get()
    assert answer.headers["Location"] == f"/appointments/{row.id}/"
    assert (row.starts_at, row.rep_id) == (THURSDAY, world.id("remy"))


def test_a_time_is_typed_in_the_readers_zone(world: World) -> None:
    lead = world.open_lead(owner="remy")
    typed = slot(starts_at="2026-03-12T10:00")
    sign_in(world, "tina").post(f"/appointments/book/{lead.id}/take/", **typed)
    assert Appointment.objects.get().starts_at == THURSDAY


def test_a_time_that_is_none_comes_back(world: World) -> None:
    lead = world.open_lead(owner="remy")
    answer = sign_in(world, "tina").post(
        f"/appointments/book/{lead.id}/take/", **slot(starts_at="soon")
    )
    assert answer.status_code == 400
    assert "soon" in answer.content.decode()


def test_a_slot_that_is_taken_is_refused(world: World) -> None:
    book(world, world.open_lead(), rep="remy")
    lead = world.open_lead(owner="remy")
    answer = sign_in(world, "tina").post(f"/appointments/book/{lead.id}/take/", **slot())
    assert answer.status_code == 409
    assert Appointment.objects.count() == 1


def test_a_lead_at_its_end_is_not_booked(world: World) -> None:
    lead = world.open_lead(owner="remy")
    reason = world.reason(ReasonKind.DROP, "unreachable")
    drop_lead(lead.id, reason_id=reason, by=world.by("tina"), at=world.at)
    browser = sign_in(world, "tina")
    assert browser.get(f"/appointments/book/{lead.id}/").status_code == 404
    assert browser.post(f"/appointments/book/{lead.id}/take/", **slot()).status_code == 409


def test_somebody_elses_lead_is_not_booked(world: World) -> None:
    lead = world.open_lead(owner="remy")
    address = f"/appointments/book/{lead.id}/take/"
    assert sign_in(world, "theo").post(address, **slot()).status_code == 404
    assert sign_in(world, "dora").post(address, **slot()).status_code == 409
    assert not Appointment.objects.exists()


def test_booking_twice_is_refused_and_leads_to_moving(world: World) -> None:
    lead, browser = world.open_lead(owner="remy"), sign_in(world, "tina")
    browser.post(f"/appointments/book/{lead.id}/take/", **slot())
    assert browser.post(f"/appointments/book/{lead.id}/take/", **slot()).status_code == 409
    row = Appointment.objects.get()
    answer = browser.get(f"/appointments/book/{lead.id}/")
    assert answer.headers["Location"] == f"/appointments/{row.id}/slots/"


# --- Moving ----------------------------------------------------------------------------------


def test_an_appointment_is_moved_and_stays_with_its_rep(world: World) -> None:
    row, browser = book(world, world.open_lead()), sign_in(world, "tina")
    assert FRIDAY.isoformat() in browser.get(f"/appointments/{row.id}/slots/").content.decode()
    answer = browser.post(f"/appointments/{row.id}/move/", starts_at=FRIDAY.isoformat())
    assert answer.status_code == 302
    assert (again(row).starts_at, again(row).rep_id) == (FRIDAY, world.id("remy"))


def test_an_appointment_under_way_is_not_moved(world: World) -> None:
    row, browser = met(world), sign_in(world, "tina")
    assert browser.get(f"/appointments/{row.id}/slots/").status_code == 404
    answer = browser.post(f"/appointments/{row.id}/move/", starts_at=FRIDAY.isoformat())
    assert answer.status_code == 409


def test_somebody_elses_appointment_is_not_moved(world: World) -> None:
    row = book(world, world.open_lead())
    address, typed = f"/appointments/{row.id}/move/", {"starts_at": FRIDAY.isoformat()}
    assert sign_in(world, "remy").post(address, **typed).status_code == 404  # not his yet
    assert sign_in(world, "dora").post(address, **typed).status_code == 409
    assert again(row).starts_at == THURSDAY


def test_a_move_without_a_time_comes_back(world: World) -> None:
    row = book(world, world.open_lead())
    answer = sign_in(world, "tina").post(f"/appointments/{row.id}/move/", starts_at="")
    assert answer.status_code == 400


def test_moving_twice_to_the_same_slot_changes_nothing_more(world: World) -> None:
    row, browser = book(world, world.open_lead()), sign_in(world, "tina")
    for _ in range(2):
        browser.post(f"/appointments/{row.id}/move/", starts_at=FRIDAY.isoformat())
    assert again(row).starts_at == FRIDAY
    assert Appointment.objects.count() == 1


# --- Cancelling ------------------------------------------------------------------------------


def test_an_appointment_is_cancelled_with_its_cause(world: World) -> None:
    row = book(world, world.open_lead())
    sign_in(world, "tina").post(f"/appointments/{row.id}/cancel/", cause="prospect")
    assert (again(row).status, again(row).cancel_cause) == ("cancelled", "prospect")


def test_it_is_not_cancelled_without_a_cause(world: World) -> None:
    row = book(world, world.open_lead())
    answer = sign_in(world, "tina").post(f"/appointments/{row.id}/cancel/")
    assert answer.status_code == 400
    assert again(row).status == "reserved"


def test_it_is_not_cancelled_twice(world: World) -> None:
    row, browser = book(world, world.open_lead()), sign_in(world, "tina")
    answers = [browser.post(f"/appointments/{row.id}/cancel/", cause="prospect") for _ in "12"]
    assert [answer.status_code for answer in answers] == [302, 409]


def test_a_rep_does_not_cancel_but_reports(world: World) -> None:
    row = book(world, transmit(world, world.open_lead()))
    browser = sign_in(world, "remy")
    assert browser.post(f"/appointments/{row.id}/cancel/", cause="prospect").status_code == 409
    assert sign_in(world, "olga").post(f"/appointments/{row.id}/cancel/").status_code == 404
    assert "It will not take place" in browser.get(f"/appointments/{row.id}/").content.decode()


# --- Outcomes --------------------------------------------------------------------------------


def test_an_outcome_is_reported(world: World) -> None:
    row = met(world)
    answer = sign_in(world, "remy").post(f"/appointments/{row.id}/report/", outcome="held")
    assert answer.status_code == 302
    assert again(row).outcome == Outcome.HELD


def test_a_rep_who_did_not_go_is_asked_why_and_what_he_said_is_kept(world: World) -> None:
    row, browser = met(world), sign_in(world, "remy")
    answer = browser.post(f"/appointments/{row.id}/report/", outcome="rep_absent")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Say why, with one of the reasons." in page
    assert 'value="rep_absent"' in page
    assert "checked" in page
    reason = world.reason(ReasonKind.NOT_HONOURED, "overload")
    typed = {"outcome": "rep_absent", "reason_id": str(reason)}
    assert browser.post(f"/appointments/{row.id}/report/", **typed).status_code == 302
    assert again(row).reason_id == reason


def test_before_the_start_only_a_cancellation_can_be_said(world: World) -> None:
    row, browser = book(world, transmit(world, world.open_lead())), sign_in(world, "remy")
    assert browser.post(f"/appointments/{row.id}/report/", outcome="held").status_code == 400
    browser.post(f"/appointments/{row.id}/report/", outcome="prospect_cancelled")
    assert again(row).outcome == Outcome.PROSPECT_CANCELLED


def test_an_outcome_is_not_reported_twice_but_corrected(world: World) -> None:
    row, browser = met(world), sign_in(world, "remy")
    browser.post(f"/appointments/{row.id}/report/", outcome="held")
    said = {"outcome": "prospect_absent"}
    assert browser.post(f"/appointments/{row.id}/report/", **said).status_code == 409
    assert browser.post(f"/appointments/{row.id}/correct/", **said).status_code == 302
    assert again(row).outcome == Outcome.PROSPECT_ABSENT
    assert browser.post(f"/appointments/{row.id}/correct/", **said).status_code == 409


def test_nobody_else_says_what_became_of_it(world: World) -> None:
    row = met(world)
    address = f"/appointments/{row.id}/report/"
    assert sign_in(world, "olga").post(address, outcome="held").status_code == 404
    assert sign_in(world, "tina").post(address, outcome="held").status_code == 409
    assert again(row).outcome is None
    assert sign_in(world, "maya").post(address, outcome="held").status_code == 302


def test_who_leads_tells_of_one_after_the_other_and_comes_back(world: World) -> None:
    first, second = met(world), met(world, start=FRIDAY)
    maya = sign_in(world, "maya")
    page = maya.get(f"/appointments/{first.id}/").content.decode()
    assert "Then on to the next one of which nobody has told" in page
    said = {"outcome": "held", "then": "on"}
    answer = maya.post(f"/appointments/{first.id}/report/", **said)
    assert answer.headers["Location"] == f"/appointments/{second.id}/"
    assert maya.post(f"/appointments/{second.id}/report/", **said).headers["Location"] == "/"
    assert f"{second.lead.account.name}: The outcome was saved." in maya.get("/").content.decode()


def test_who_leads_may_stay_with_what_he_told_and_it_says_that_he_did(world: World) -> None:
    row, other = met(world), met(world, start=FRIDAY)
    maya, address = sign_in(world, "maya"), f"/appointments/{row.id}/"
    assert maya.post(f"{address}report/", outcome="held").headers["Location"] == address
    page = maya.get(address).content.decode()
    assert "Told in the rep’s place" in page
    assert "According to the rep" not in page
    remy, own = sign_in(world, "remy"), f"/appointments/{other.id}/"
    assert "Then on to the next" not in remy.get(own).content.decode()
    remy.post(f"{own}report/", outcome="held", then="on")
    assert "According to the rep" in remy.get(own).content.decode()


def test_why_a_rep_did_not_go_is_not_called_optional(world: World) -> None:
    page = sign_in(world, "remy").get(f"/appointments/{met(world).id}/").content.decode()
    asked = page.split("Why, where the rep did not go")[1].split("</label>")[0]
    assert "optional" not in asked


def test_the_prospects_version_is_written_down_once(world: World) -> None:
    row, browser = met(world), sign_in(world, "tina")
    address = f"/appointments/{row.id}/prospect/"
    answers = [browser.post(address, outcome="rep_absent") for _ in "12"]
    assert [answer.status_code for answer in answers] == [302, 409]
    assert again(row).prospect_said == Outcome.REP_ABSENT


def test_the_rep_does_not_speak_for_the_prospect(world: World) -> None:
    row = met(world)
    answer = sign_in(world, "remy").post(f"/appointments/{row.id}/prospect/", outcome="held")
    assert answer.status_code == 409
    assert again(row).prospect_said is None


@pytest.mark.parametrize("name", ["explode", "slots"])
def test_a_deed_that_is_none_is_not_found(world: World, name: str) -> None:
    row = book(world, world.open_lead())
    assert sign_in(world, "tina").post(f"/appointments/{row.id}/{name}x/").status_code == 404
