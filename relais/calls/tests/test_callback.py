"""Somebody is promised a call back, on his own clock: done, refused by state, person, twice."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relais.accounts.models import Account, Contact
from relais.calls.actions import ask_callback, finish_callback
from relais.calls.models import Callback
from relais.calls.queries import (
    both_clocks,
    callbacks_due,
    moment_of,
    zone_of_contact,
)
from relais.calls.rules import CallbackWhy, CallOutcome, MayNotAskCallback, PromisedByAnother
from relais.calls.tests.steps import NUMBER, bring, call, second_campaign
from relais.database.models import uuid7
from relais.lib.errors import NotVisible
from relais.people.actions import found_organization
from relais.people.rules.access import Actor, Door
from relais.privacy.actions import record_objection
from relais.privacy.rules import Objected
from relais.prospecting.actions import claim_next
from relais.prospecting.models import Prospect
from relais.prospecting.queries import to_call_now
from relais.prospecting.rules import NotATelemarketer, Status, status_at
from tests.persons import World

PARIS = ZoneInfo("Europe/Paris")


def ask(world: World, contact_id: UUID, **told: Any) -> Callback:
    facts: dict[str, Any] = {
        "campaign_id": world.campaign.id,
        "due_at": world.at,
        "why": CallbackWhy.APOLOGY,
        "for_person_id": world.id("tina"),
        "lead_id": None,
        "source": "",
        "by": world.by("remy"),
        "at": world.at,
    }
    return ask_callback(contact_id, **(facts | told))


def due(world: World, name: str) -> list[Callback]:
    access = world.by(name).access
    assert access is not None
    return list(callbacks_due(access, at=world.at))


def test_a_rep_s_absence_has_the_telemarketer_call_back_first_of_all(world: World) -> None:
    contact_id = bring(world).contact_id
    Prospect.objects.update(status=Status.QUALIFIED)
    callback = ask(world, contact_id, lead_id=uuid7())
    assert (due(world, "tina"), due(world, "theo")) == ([callback], [])
    prospect = claim_next(world.campaign.id, by=world.by("tina"), at=world.at)
    assert prospect is not None
    assert (prospect.contact_id, prospect.status) == (contact_id, Status.QUALIFIED)


def test_who_was_no_prospect_becomes_one(world: World) -> None:
    lead = world.open_lead()
    ask(world, lead.contact_id, lead_id=lead.id, for_person_id=None)
    prospect = Prospect.objects.get(contact_id=lead.contact_id)
    assert (prospect.status, prospect.callback_at) == (Status.QUALIFIED, world.at)
    assert status_at(prospect, at=world.at) is Status.CALLED_BACK_LATER


def test_what_one_lets_wait_for_an_hour_is_shown_to_all(world: World) -> None:
    callback = ask(world, bring(world).contact_id)
    world.later(minutes=59)
    assert (due(world, "theo"), due(world, "sam")) == ([], [callback])
    world.later(minutes=1)
    assert due(world, "theo") == [callback]


def test_what_is_about_a_lead_waits_for_who_found_it_and_his_supervisor(world: World) -> None:
    contact_id = bring(world).contact_id
    Prospect.objects.update(status=Status.QUALIFIED)
    callback = ask(world, contact_id, lead_id=uuid7())
    world.later(hours=3)
    assert (due(world, "theo"), due(world, "sam")) == ([], [callback])
    assert claim_next(world.campaign.id, by=world.by("theo"), at=world.at) is None
    theo = world.by("theo").access
    assert theo is not None
    assert to_call_now(theo, at=world.at)[world.campaign.id] == 0
    with pytest.raises(PromisedByAnother):
        finish_callback(callback.id, by=world.by("theo"), at=world.at)
    assert due(world, "tina") == [callback]
    assert claim_next(world.campaign.id, by=world.by("tina"), at=world.at) is not None
    for _ in "12":
        done = finish_callback(callback.id, by=world.by("sam"), at=world.at)
    assert done.done_at == world.at


def test_a_call_by_another_keeps_no_promise_about_a_lead(world: World) -> None:
    prospect = bring(world)
    Prospect.objects.update(status=Status.QUALIFIED)
    callback = ask(world, prospect.contact_id, lead_id=uuid7())
    call(world, prospect, CallOutcome.INFORMATION_SENT, by="theo")
    prospect.refresh_from_db()
    assert (due(world, "tina"), prospect.callback_at) == ([callback], callback.due_at)
    call(world, prospect, CallOutcome.INFORMATION_SENT, started_at=world.at)
    prospect.refresh_from_db()
    assert (due(world, "tina"), prospect.callback_at) == ([], None)


def test_asked_twice_for_the_same_lead_and_source_it_is_promised_once(world: World) -> None:
    contact_id, lead_id = bring(world).contact_id, uuid7()
    first = ask(world, contact_id, lead_id=lead_id, source="appointment:1")
    finish_callback(first.id, by=world.by("tina"), at=world.at)
    again = ask(world, contact_id, lead_id=lead_id, source="appointment:1")
    other = ask(world, contact_id, lead_id=lead_id, source="appointment:2")
    assert (again, Callback.objects.count()) == (first, 2)
    assert due(world, "tina") == [other]


def test_without_a_lead_the_prospect_and_the_source_count(world: World) -> None:
    contact_id = bring(world).contact_id
    promises = {ask(world, contact_id, source=source) for source in ("a", "a", "b")}
    assert len(promises) == 2


def test_who_has_objected_is_promised_nothing(world: World) -> None:
    prospect = bring(world)
    record_objection(prospect.contact.email, by=world.system, at=world.at)
    with pytest.raises(Objected):
        ask(world, prospect.contact_id)
    assert not Callback.objects.exists()


def test_who_objects_elsewhere_is_left_in_peace(world: World) -> None:
    here, elsewhere = bring(world), bring(world, second_campaign(world))
    ask(world, here.contact_id)
    assert due(world, "sam")
    call(world, elsewhere, CallOutcome.DO_NOT_CALL)
    assert due(world, "tina") == due(world, "sam") == due(world, "dora") == []


@pytest.mark.parametrize("told", [NUMBER, "Anne@acme.example "])
def test_a_number_or_an_address_that_objects_is_promised_in_vain(world: World, told: str) -> None:
    callback = ask(world, bring(world).contact_id)
    assert due(world, "tina") == [callback]
    record_objection(told, by=world.system, at=world.at)
    assert due(world, "tina") == []
    done = finish_callback(callback.id, by=world.by("tina"), at=world.at)
    assert done.done_at == world.at


def test_the_objections_of_another_organization_say_nothing_here(world: World) -> None:
    callback = ask(world, bring(world).contact_id)
    other = found_organization(
        "Ailleurs", slug="ailleurs", country="FR", timezone="Europe/Paris", language="fr",
        currency="EUR",
    )  # fmt: skip
    record_objection(NUMBER, by=Actor(other.id, Door.CLI), at=world.at)
    assert due(world, "tina") == [callback]


def test_a_company_s_number_that_objects_spares_who_has_his_own(world: World) -> None:
    number = "+33320999999"
    first = bring(world).contact
    other = world.contact()
    Account.objects.update(phone=number)
    callbacks = [ask(world, contact_id) for contact_id in (first.id, other)]
    record_objection(number, by=world.system, at=world.at)
    assert due(world, "tina") == callbacks[:1]


@pytest.mark.parametrize("objected", [False, True])
def test_callbacks_ask_as_many_queries_however_many_are_due(world: World, objected: bool) -> None:
    ask(world, bring(world).contact_id)
    if objected:
        record_objection(NUMBER, by=world.system, at=world.at)

    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            due(world, "sam")
        return len(caught)

    few = asked()
    for _ in range(4):
        ask(world, world.contact())
    assert asked() == few


def test_who_said_so_without_a_number_is_promised_nothing_either(world: World) -> None:
    prospect = bring(world)
    Contact.objects.update(phone="", email="")
    call(world, prospect, CallOutcome.DO_NOT_CALL)
    with pytest.raises(Objected):
        ask(world, prospect.contact_id)
    assert not Callback.objects.exists()


@pytest.mark.parametrize("person", ["ada", "paul"])
def test_who_only_administers_asks_for_nothing(world: World, person: str) -> None:
    prospect = bring(world)
    with pytest.raises(MayNotAskCallback):
        ask(world, prospect.contact_id, by=world.by(person))


def test_a_contact_of_elsewhere_is_not_called_back(world: World) -> None:
    with pytest.raises(NotVisible):
        ask(world, uuid7())
    with pytest.raises(NotVisible):
        finish_callback(uuid7(), by=world.by("tina"), at=world.at)


def test_a_promise_kept_leaves_the_next_one(world: World) -> None:
    prospect = bring(world)
    first = ask(world, prospect.contact_id, source="a")
    second_due = world.at + timedelta(days=1)
    ask(world, prospect.contact_id, source="b", due_at=second_due, for_person_id=None)
    finish_callback(first.id, by=world.by("tina"), at=world.at)
    prospect.refresh_from_db()
    assert (prospect.callback_at, prospect.callback_for_id) == (second_due, None)


def test_a_promise_kept_twice_keeps_its_first_date(world: World) -> None:
    callback = ask(world, bring(world).contact_id)
    first = world.at
    finish_callback(callback.id, by=world.by("tina"), at=first)
    done = finish_callback(callback.id, by=world.by("theo"), at=world.later(hours=1))
    assert (done.done_at, Prospect.objects.get().callback_at) == (first, None)


@pytest.mark.once
@pytest.mark.parametrize("person", ["remy", "maya", "ada", "paul"])
def test_who_does_not_telephone_keeps_no_promise(world: World, person: str) -> None:
    callback = ask(world, bring(world).contact_id)
    with pytest.raises(NotATelemarketer):
        finish_callback(callback.id, by=world.by(person), at=world.at)
    callback.refresh_from_db()
    assert callback.done_at is None


@pytest.mark.parametrize(
    ("postcode", "told", "moment"),
    [
        ("97400", "2026-03-12T10:00", "2026-03-12T06:00"),
        ("59000", "2026-03-12T10:00", "2026-03-12T09:00"),
        ("59000", "2026-03-30T10:00", "2026-03-30T08:00"),
    ],
)
def test_a_time_told_on_the_prospect_s_clock_is_shown_on_both(
    world: World, postcode: str, told: str, moment: str
) -> None:
    contact = bring(world, postcode=postcode).contact
    due_at = moment_of(datetime.fromisoformat(told), zone=zone_of_contact(contact))
    assert due_at == datetime.fromisoformat(moment).replace(tzinfo=UTC)
    ask(world, contact.id, due_at=due_at)
    kept = Callback.objects.get().due_at
    theirs, ours = both_clocks(kept, contact=contact, own_zone=PARIS)
    assert f"{theirs:%H:%M}" == "10:00"
    assert ours == kept
    assert ours.tzinfo is PARIS


def test_the_system_may_ask_too(world: World) -> None:
    assert ask(world, bring(world).contact_id, by=world.system).asked_by_id is None
