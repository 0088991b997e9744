"""What is laid is what would have been done, and nothing is laid where something has happened."""

from collections.abc import Callable
from copy import deepcopy

import pytest
from django.contrib.auth import get_user
from django.db import transaction
from django.test import Client

from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import mismatches
from relais.notifications.tests.steps import contested, submitted, transmitted
from relais.people.models import Login, Person
from relais.web.tests.steps import sign_in
from tests.laid import rows_there
from tests.persons import World
from tests.signing import signed_in, signing_in


@pytest.mark.parametrize("step", [World.open_lead, submitted, transmitted, contested])
def test_what_is_laid_is_what_is_done(world: World, step: Callable[[World], Lead]) -> None:
    def left(there: World) -> object:
        with transaction.atomic():
            lead = Lead.objects.get(id=step(there).id)
            counts = {model: len(rows) for model, rows in rows_there().items()}
            events = LeadEvent.objects.filter(lead=lead).order_by("sequence")
            kinds = list(events.values_list("kind", "person", "occurred_at"))
            assert list(mismatches()) == []
            transaction.set_rollback(True)
        return counts, lead.state, lead.sequence, kinds, there.contacts

    assert world.is_pristine()
    laid, done = deepcopy(world), deepcopy(world)
    done.pristine = None
    assert left(laid) == left(done)


def test_it_is_laid_only_where_nothing_has_happened(world: World) -> None:
    assert world.is_pristine()
    sign_in(world, "remy")
    assert world.is_pristine()  # of which no lead knows
    world.later(hours=1)
    assert not world.is_pristine()
    world.at = world.at.replace(hour=9)
    assert world.is_pristine()
    world.open_lead()
    assert not world.is_pristine()


def test_who_is_laid_as_signed_in_is_who_has_signed_in(world: World) -> None:
    def known(sign_in: Callable[[World, str], Client]) -> object:
        with transaction.atomic():
            client = sign_in(world, "remy")
            person = Person.objects.get(id=world.id("remy"))
            assert client.get("/me/").status_code == 200
            assert get_user(client) == person.login
            told = set(client.session.keys())
            login = Login.objects.filter(person=person).values("email", "is_active", "is_staff")
            counts = {model: len(rows) for model, rows in rows_there().items()}
            transaction.set_rollback(True)
        return told, list(login), person.email, person.language, counts

    signed_in(world, "remy")
    Person.objects.filter(id=world.id("remy")).update(login=None)
    Login.objects.all().delete()
    assert known(signed_in) == known(signing_in)
