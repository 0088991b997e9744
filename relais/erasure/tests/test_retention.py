"""Who is kept for how long: three years after his own last act, whatever we did meanwhile."""

from datetime import timedelta

import pytest

from relais.accounts.models import Contact
from relais.challenge.tests.test_draw import ended
from relais.coaching.tests.steps import allow, shared
from relais.erasure.actions import run_retention
from relais.erasure.queries import Due, retention_due
from relais.erasure.rules import Kept, Life, NothingDue, is_due
from relais.erasure.tests.conftest import Asker
from relais.erasure.tests.test_erase import call
from relais.leads.actions import open_lead
from relais.leads.events import State
from relais.leads.models import Lead
from relais.lib.errors import NotVisible
from relais.privacy.actions import keep_on_hold
from relais.privacy.models import Certificate, Objection
from relais.privacy.rules import RequestKind
from tests.persons import World

LONG = {"days": 3 * 366}


def due(asker: Asker) -> Due:
    return retention_due(asker.world.organization.id, at=asker.world.at)


def run(asker: Asker, by: str = "paul") -> Certificate:
    return run_retention(by=asker.world.by(by), at=asker.world.at)


def test_three_years_are_calendar_years(world: World) -> None:
    life, day = Life(collected_at=world.at), world.at.date()
    assert not is_due(life, on=day.replace(year=2029))
    assert is_due(life, on=day.replace(year=2029) + timedelta(days=1))


def test_an_open_lead_does_not_prolong(asker: Asker) -> None:
    assert due(asker).lives == {}
    asker.world.later(**LONG)
    assert list(due(asker).lives) == [asker.contact.id]
    assert due(asker).groups == [{"campaign": "Printemps", "year": 2026, "persons": 1}]
    told = run(asker)
    assert (told.kind, told.counts["contacts"], told.counts["leads_withdrawn"]) == (
        "retention", 1, 1,
    )  # fmt: skip
    assert told.groups == [{"campaign": "Printemps", "year": 2026, "persons": 1}]
    assert Lead.objects.get().state == State.WITHDRAWN
    assert Contact.objects.get().last_name == ""
    assert not Objection.objects.exists()


def test_his_own_act_prolongs(asker: Asker) -> None:
    world = asker.world
    world.later(days=400)
    call(asker)  # she asks to be called back
    world.later(days=3 * 366 - 400)
    assert due(asker).lives == {}


def test_nobody_due_is_said_and_so_is_the_second_time(asker: Asker) -> None:
    with pytest.raises(NothingDue):
        run(asker)
    asker.world.later(**LONG)
    run(asker)
    with pytest.raises(NothingDue):
        run(asker)
    assert Certificate.objects.count() == 1


@pytest.mark.once
@pytest.mark.parametrize("name", ["ada", "dora", "maya"])
def test_it_does_not_exist_for_others(asker: Asker, name: str) -> None:
    asker.world.later(**LONG)
    with pytest.raises(NotVisible):
        run(asker, name)


def test_a_hold_and_a_request_that_waits_keep_somebody(asker: Asker) -> None:
    world = asker.world
    other = world.contact()
    open_lead(other, campaign_id=world.campaign.id, by=world.by("tina"), at=world.at)
    keep_on_hold(other, words="Litige", by=world.by("paul"), at=world.at)
    world.later(**LONG)
    asker.ask(RequestKind.ACCESS)
    found = due(asker)
    assert (found.lives, found.kept) == ({}, {Kept.HOLD: 1, Kept.REQUEST: 1})


def test_a_signature_keeps_for_five_years(asker: Asker) -> None:
    world = asker.world
    Lead.objects.update(won_at=world.at)
    world.later(**LONG)
    assert due(asker).kept == {Kept.WON: 1}
    world.later(days=2 * 366)
    assert list(due(asker).lives) == [asker.contact.id]


def test_what_coaching_says_of_somebody_goes_after_a_year(world: World) -> None:
    found = shared(allow(world))
    world.later(days=365)
    assert retention_due(world.organization.id, at=world.at).coaching == 0
    world.later(days=1)
    assert retention_due(world.organization.id, at=world.at).coaching == 1
    told = run_retention(by=world.by("paul"), at=world.at)
    assert (told.counts["observations"], told.counts["plans"], told.counts["contacts"]) == (1, 0, 0)
    assert [sheet.scores for sheet in found.sheets.all()] == [{}, {}]
    with pytest.raises(NothingDue):
        run_retention(by=world.by("paul"), at=world.at)


def test_what_a_challenge_tells_of_somebody_goes_a_year_after_its_end(world: World) -> None:
    one, home = ended(world), world.organization.id
    one.refresh_from_db()
    assert one.ended_at is not None
    world.at = one.ended_at + timedelta(days=365)
    assert retention_due(home, at=world.at).challenges == 0
    world.later(days=1)
    assert retention_due(home, at=world.at).challenges == 1
    told = run_retention(by=world.by("paul"), at=world.at)
    assert (told.counts["challenges"], told.counts["challenge_lines"]) == (1, 6)
    assert retention_due(home, at=world.at).challenges == 0
    with pytest.raises(NothingDue):
        run_retention(by=world.by("paul"), at=world.at)
