"""The hand-over sheet and the thread."""

import pytest

from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import post_message, write_sheet
from relais.leads.actions.sheet import LONGEST, NothingSaid, TooLong
from relais.leads.lifecycle import NotAllowed
from relais.leads.models import HandoverSheet, Lead
from relais.leads.queries import thread_of
from relais.leads.rules.guards import NotYours
from relais.leads.tests.conftest import At
from tests.persons import World


def write(world: World, lead: Lead, text: str, by: str = "tina") -> HandoverSheet:
    fields = {SheetField.NEED: text}
    return write_sheet(
        lead.id, fields=fields, answers={"budget": True}, by=world.by(by), at=world.at
    )


def test_fields_left_out_keep_what_they_held(world: World, lead_at: At) -> None:
    lead = lead_at("qualifying")
    write(world, lead, "Un parc")
    fields = {SheetField.CONTEXT: "Bail en juin"}
    sheet = write_sheet(
        lead.id, fields=fields, answers={"quick": False}, by=world.by("sam"), at=world.at
    )
    assert (sheet.need, sheet.context) == ("Un parc", "Bail en juin")
    assert sheet.answers == {"budget": True, "quick": False}
    assert HandoverSheet.objects.count() == 1


def test_once_with_the_relay_the_sheet_stays(world: World, lead_at: At) -> None:
    with pytest.raises(NotAllowed):
        write(world, lead_at("submitted"), "Un parc")


def test_another_telemarketer_and_the_rep_do_not_write_it(world: World, lead_at: At) -> None:
    lead = lead_at("qualifying")
    for name in ("theo", "remy", "maya"):
        with pytest.raises(NotYours):
            write(world, lead, "Un parc", by=name)


def test_a_text_beyond_reason_is_refused(world: World, lead_at: At) -> None:
    with pytest.raises(TooLong):
        write(world, lead_at("qualifying"), "x" * (LONGEST + 1))


def test_telemarketer_and_rep_write_to_each_other(world: World, lead_at: At) -> None:
    lead = lead_at("transmitted")
    post_message(lead.id, text="Quel jour ?", by=world.by("remy"), at=world.at)
    post_message(lead.id, text="Plutôt le mardi", by=world.by("tina"), at=world.later(minutes=5))
    assert [(m.author_id, m.text) for m in thread_of(lead)] == [
        (world.id("remy"), "Quel jour ?"),
        (world.id("tina"), "Plutôt le mardi"),
    ]


def test_who_has_no_part_in_the_lead_does_not_write(world: World, lead_at: At) -> None:
    lead = lead_at("transmitted")
    for name in ("olga", "theo", "milo"):
        with pytest.raises(NotYours):
            post_message(lead.id, text="Bonjour", by=world.by(name), at=world.at)
    with pytest.raises(NothingSaid):
        post_message(lead.id, text="  ", by=world.by("remy"), at=world.at)
