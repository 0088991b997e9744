"""Whoever signs in to a demo finds work, at whatever hour it was built."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db.models import QuerySet
from django.test import override_settings

from relais.appointments.models import Appointment
from relais.appointments.queries import to_come
from relais.campaigns.models import Objective
from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import qualify_call, write_sheet
from relais.leads.events import State
from relais.leads.models import Lead
from relais.leads.queries import disputes_among, mismatches, reviews_for, waiting_for
from relais.notifications.queries import unread_count
from relais.people.models import Person
from relais.people.queries import actor_of
from relais.people.rules.access import Access, Actor, Door
from relais.prospecting.actions import claim_next
from relais.routing.actions import submit_lead
from relais.simulation.build import Built, build_world
from relais.simulation.rules import SCENARIOS, Size

TINY = Size(reps_per_region=1, telemarketers=2, months=1, leads_per_rep=1.0)


@pytest.fixture(autouse=True)
def _quick_passwords() -> Iterator[None]:
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


def seated(built: Built, role: str, at: datetime) -> tuple[Actor, Access]:
    """Give who signs in for a role, and what he may see."""
    person = Person.objects.get(login__email=built.staff.logins[role]).id
    by = actor_of(person, on=at.date(), door=Door.WEB)
    assert by
    assert by.access
    return by, by.access


@pytest.mark.once
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("at", "next_visit"),
    [
        (datetime(2026, 11, 23, 4, tzinfo=UTC), date(2026, 11, 23)),  # before anybody works
        (datetime(2026, 11, 22, 15, tzinfo=UTC), date(2026, 11, 23)),  # a Sunday
        (datetime(2026, 11, 25, 11, tzinfo=UTC), date(2026, 11, 25)),  # in a working day
        (datetime(2026, 11, 25, 16, tzinfo=UTC), date(2026, 11, 26)),  # no slot of it is left
    ],
)
def test_whoever_signs_in_finds_work(
    at: datetime, next_visit: date, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: at)  # a demo is built for now
    scenario = SCENARIOS["small"].of_size(TINY)
    built = build_world(scenario, seed=1, slug="demo-small", at=at, told=lambda done, weeks: None)
    remy, maya = (seated(built, role, at)[1] for role in ("rep", "manager"))

    assert reviews_for(seated(built, "relay", at)[1]).count() >= 4
    states = set(waiting_for(remy, on=at.date()).values_list("state", flat=True))
    assert states == {State.TRANSMITTED.value, State.TAKEN_UP.value}
    visits = Appointment.objects.of(built.organization_id).filter(rep_id=remy.person_id)
    over = visits.filter(occupying=True, starts_at__lte=at, outcome=None)
    assert over.count() >= 1
    soon = to_come(built.organization_id, at=at).filter(rep_id=remy.person_id)
    assert soon.filter(starts_at__date=next_visit).exists()
    assert soon.filter(starts_at__lte=at + timedelta(days=7)).count() >= 3
    assert sent_back_to(seated(built, "telemarketer", at)[1], at).exists()
    for role in ("rep", "relay", "manager", "telemarketer"):
        assert unread_count(seated(built, role, at)[1]) > 0, role
    assert Objective.objects.filter(organization_id=built.organization_id).exists()
    assert not Objective.objects.filter(until__lte=at.date()).exists()
    assert disputes_among(waiting_for(maya, on=at.date())).exists()
    assert list(mismatches(built.organization_id)) == []
    _check_what_is_submitted_reaches_the_relay(built, at)


def sent_back_to(access: Access, at: datetime) -> "QuerySet[Lead]":
    """List what a telemarketer is to complete."""
    return waiting_for(access, on=at.date()).filter(state=State.RETURNED.value)


def _check_what_is_submitted_reaches_the_relay(built: Built, at: datetime) -> None:
    tina, _ = seated(built, "telemarketer", at)
    found = claim_next(built.staff.campaign.id, by=tina, at=at)
    assert found
    began = at - timedelta(minutes=1)
    lead = qualify_call(found.id, started_at=began, ended_at=at, note="", by=tina, at=at)
    words = dict.fromkeys(SheetField, "Un parc de dix véhicules")
    write_sheet(lead.id, fields=words, answers={}, by=tina, at=at)
    submit_lead(lead.id, by=tina, at=at)

    waiting = reviews_for(seated(built, "relay", at)[1])
    assert Lead.objects.get(id=lead.id) in waiting
