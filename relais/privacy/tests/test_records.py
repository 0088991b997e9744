"""Holds, mandates and disclosures: done, refused by state and by person, done twice."""

from datetime import date
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction

from relais.lib.errors import NotVisible
from relais.people.actions import add_call_center, set_mandate
from relais.privacy.actions import (
    Mandate,
    disclose,
    keep_on_hold,
    lift_hold,
    note_reading,
    write_mandate,
)
from relais.privacy.models import Disclosure, Hold, MandateRecord
from relais.privacy.queries import held_contacts, mandates
from relais.privacy.rules import (
    DisclosureKind,
    HeldAlready,
    LiftedAlready,
    NotOutsourced,
    WordsMissing,
    WordsTooLong,
)
from tests.persons import World

SOMEBODY = UUID(int=5)
WRITTEN = Mandate(instructions_on=date(2026, 1, 2), countries="France")


def hold(world: World, by: str = "paul", words: str = "Procès") -> Hold:
    return keep_on_hold(SOMEBODY, words=words, by=world.by(by), at=world.at)


def lacks(world: World) -> list[str]:
    access = world.by("paul").access
    assert access
    [(_, _, found)] = mandates(access, on=world.at.date())
    return found


def test_a_hold_is_kept_once_and_lifted_once(world: World) -> None:
    kept = hold(world)
    assert held_contacts(world.organization.id) == {SOMEBODY}
    with pytest.raises(HeldAlready):
        hold(world)
    lift_hold(kept.id, by=world.by("paul"), at=world.at)
    assert held_contacts(world.organization.id, [SOMEBODY]) == set()
    with pytest.raises(LiftedAlready, match="2026-03-10"):
        lift_hold(kept.id, by=world.by("paul"), at=world.at)
    assert hold(world).id != kept.id


@pytest.mark.once
@pytest.mark.parametrize("name", ["ada", "dora", "maya", "tina"])
def test_for_others_there_is_no_hold(world: World, name: str) -> None:
    with pytest.raises(NotVisible):
        hold(world, name)
    kept = hold(world)
    with pytest.raises(NotVisible):
        lift_hold(kept.id, by=world.by(name), at=world.at)
    assert Hold.objects.get().lifted_at is None


def test_a_hold_wants_a_reason_that_can_be_read(world: World) -> None:
    with pytest.raises(WordsMissing):
        hold(world, words=" ")
    with pytest.raises(WordsTooLong):
        hold(world, words="x" * 2_001)
    with pytest.raises(NotVisible):
        lift_hold(SOMEBODY, by=world.by("paul"), at=world.at)


def test_a_mandate_tells_what_it_lacks_and_at_its_end_more(world: World) -> None:
    paul, center_id = world.by("paul"), world.center.id
    assert lacks(world) == ["instructions_on", "sub_processors_on", "countries_on"]
    for _ in range(2):
        write_mandate(center_id, WRITTEN, by=paul, at=world.at)
    assert MandateRecord.objects.count() == 1
    assert lacks(world) == ["sub_processors_on", "countries_on"]
    set_mandate(center_id, since=None, until=date(2026, 2, 1), by=world.system)
    assert lacks(world) == ["sub_processors_on", "countries_on", "returned_on", "erased_on"]


def test_an_in_house_call_center_has_no_mandate(world: World) -> None:
    center = add_call_center("Maison", kind="in_house", by=world.system)
    with pytest.raises(NotOutsourced):
        write_mandate(center.id, WRITTEN, by=world.by("paul"), at=world.at)
    assert len(lacks(world)) == 3


def test_a_mandate_is_the_officer_s_to_write(world: World) -> None:
    for name in ("ada", "dora", "sam"):
        with pytest.raises(NotVisible):
            write_mandate(world.center.id, WRITTEN, by=world.by(name), at=world.at)
        access = world.by(name).access
        assert access
        assert mandates(access, on=world.at.date()) == []
    with pytest.raises(NotVisible):
        write_mandate(SOMEBODY, WRITTEN, by=world.by("paul"), at=world.at)


def test_a_disclosure_is_never_changed_nor_removed(world: World) -> None:
    disclose(DisclosureKind.LIST_EXPORT, by=world.system, at=world.at, what="leads")
    for deed in (lambda: Disclosure.objects.update(what=""), Disclosure.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()
    assert Disclosure.objects.get().what == "leads"


def test_a_page_is_read_once_a_day_by_each(world: World) -> None:
    for name in ("maya", "maya", "dora"):
        note_reading("funnel", of=[], by=world.by(name), at=world.at)
    note_reading("diagnosis", of=[], by=world.by("maya"), at=world.at)
    assert Disclosure.objects.count() == 3
    note_reading("funnel", of=[], by=world.by("maya"), at=world.later(days=1))
    assert Disclosure.objects.count() == 4
