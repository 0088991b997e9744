"""The relay's gate: returned, refused, put back; dropped by the telemarketer before it."""

import pytest

from relais.campaigns.rules.access import WrongReason
from relais.campaigns.rules.terms import ReasonKind, SheetField
from relais.leads.actions import drop_lead, refuse_lead, reopen_review, return_lead
from relais.leads.events import DueFor, State
from relais.leads.lifecycle import NotAllowed
from relais.leads.models import Lead
from relais.leads.queries import history_of, thread_of
from relais.leads.rules.guards import NotYours
from relais.leads.tests.conftest import At
from tests.persons import World


def return_(world: World, lead: Lead, by: str = "victor") -> Lead:
    return return_lead(
        lead.id,
        reason_id=world.reason(ReasonKind.RETURN, "sheet_incomplete"),
        missing=(SheetField.NEED,),
        words="Quel est le besoin ?",
        by=world.by(by),
        at=world.at,
    )


def refuse(world: World, lead: Lead, by: str = "victor") -> Lead:
    reason_id = world.reason(ReasonKind.REFUSE, "outside_target")
    return refuse_lead(lead.id, reason_id=reason_id, words="", by=world.by(by), at=world.at)


def test_the_relay_sends_a_lead_back_saying_what_is_missing(world: World, lead_at: At) -> None:
    lead = return_(world, lead_at("submitted"))
    assert lead.state == State.RETURNED
    event = history_of(lead).get(kind="lead.returned")
    assert event.payload["missing"] == ["need"]
    word = thread_of(lead).get()
    assert (word.text, word.about) == ("Quel est le besoin ?", event.sequence)


def test_returned_twice_is_refused(world: World, lead_at: At) -> None:
    lead = return_(world, lead_at("submitted"))
    with pytest.raises(NotAllowed):
        return_(world, lead)


def test_another_regions_relay_and_the_rep_do_not_review(world: World, lead_at: At) -> None:
    lead = lead_at("submitted")
    for name in ("oscar", "remy", "tina", "dora"):
        with pytest.raises(NotYours):
            return_(world, lead, by=name)
        with pytest.raises(NotYours):
            refuse(world, lead, by=name)
    assert history_of(lead).count() == 2


def test_a_lead_is_refused_with_a_counted_reason(world: World, lead_at: At) -> None:
    lead = refuse(world, lead_at("submitted"))
    assert lead.state == State.REFUSED
    assert lead.reason_id == world.reason(ReasonKind.REFUSE, "outside_target")
    assert lead.closed_at == world.at


def test_a_reason_of_another_list_is_refused(world: World, lead_at: At) -> None:
    lead = lead_at("submitted")
    wrong = world.reason(ReasonKind.LOSE, "price")
    with pytest.raises(WrongReason):
        refuse_lead(lead.id, reason_id=wrong, words="", by=world.by("victor"), at=world.at)


def test_a_transmitted_lead_is_not_refused(world: World, lead_at: At) -> None:
    with pytest.raises(NotAllowed):
        refuse(world, lead_at("transmitted"))


def test_a_refusal_is_undone(world: World, lead_at: At) -> None:
    lead = refuse(world, lead_at("submitted"))
    lead = reopen_review(lead.id, by=world.by("victor"), at=world.later(hours=1))
    assert (lead.state, lead.due_for, lead.reason_id) == (State.SUBMITTED, DueFor.REVIEW, None)
    with pytest.raises(NotAllowed):
        reopen_review(lead.id, by=world.by("victor"), at=world.at)


def test_the_telemarketer_gives_up_what_he_found(world: World, lead_at: At) -> None:
    lead, other = lead_at("qualifying"), lead_at("qualifying")
    reason_id = world.reason(ReasonKind.DROP, "not_interested")
    lead = drop_lead(lead.id, reason_id=reason_id, by=world.by("tina"), at=world.at)
    assert lead.state == State.REFUSED
    with pytest.raises(NotAllowed):
        drop_lead(lead.id, reason_id=reason_id, by=world.by("tina"), at=world.at)
    with pytest.raises(NotYours):
        drop_lead(other.id, reason_id=reason_id, by=world.by("theo"), at=world.at)
