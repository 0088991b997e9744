"""What persons ask about their data, before the privacy officer answers."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from relais.erasure.tests.conftest import Asker, asker_of
from relais.privacy.actions import keep_on_hold
from relais.privacy.models import Hold
from relais.privacy.rules import RequestKind
from tests.browser.ways import Way
from tests.persons import World

LONG_AGO = timedelta(days=5 * 366)


def of_a_request(kind: RequestKind, name: str) -> Callable[[World], Way]:
    """Go from the page of what somebody asks to a deed on it."""

    def way(world: World) -> Way:
        there = f"/privacy/requests/{asker_of(world).ask(kind).id}/"
        return there, f"{there}{name}/"

    return way


def of_a_stranger(world: World) -> Way:
    """Who asks is found by what is typed; he is somebody of the files."""
    asker = asker_of(world)
    there = f"/privacy/requests/{asker.ask(RequestKind.ACCESS, contact_ids=[]).id}/"
    return f"{there}?q=Petit", f"{there}is/{asker.contact.id}/"


def held(world: World) -> UUID:
    """Give a contact of whom something is held."""
    return asker_of(world).contact.id


def to_be_held(world: World) -> Way:
    there = f"/privacy/held/{held(world)}/"
    return there, f"{there}hold/"


def held_back(world: World) -> Way:
    asker: Asker = asker_of(world)
    keep_on_hold(asker.contact.id, words="Procès", by=world.by("paul"), at=world.at)
    hold = Hold.objects.get(contact_id=asker.contact.id)
    return f"/privacy/held/{asker.contact.id}/", f"/privacy/holds/{hold.id}/lift/"


def held_too_long(world: World) -> Way:
    now, world.at = world.at, world.at - LONG_AGO
    world.contact()
    world.at = now
    return "/privacy/retention/", "/privacy/retention/run/"


def mandate_record(world: World) -> Way:
    return "/privacy/mandates/", f"/privacy/mandates/{world.center.id}/"
