"""Under which name the figures of a person are shown: his own, or a pseudonym."""

import hmac
from collections.abc import Collection
from hashlib import sha256
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet

from relais.measures.rules import View
from relais.people.models import Membership
from relais.people.queries import holding, persons_named
from relais.people.rules.access import Access, Role


def rep_names(view: View, ids: Collection[UUID]) -> dict[UUID, str]:
    """Name some reps: by name those who are the reader or directly under him."""
    hidden = hidden_reps(view, ids)
    named = persons_named(view.organization_id, set(ids) - hidden)
    return {**named, **{rep_id: pseudonym_of(rep_id) for rep_id in hidden}}


def hidden_reps(view: View, ids: Collection[UUID]) -> set[UUID]:
    """Give those of some reps whom the reader may know by a pseudonym only.

    At the command line, where somebody has the whole database, nobody is hidden.
    """
    return set(ids) - reps_known_to(view.access) if view.access else set()


def reps_known_to(access: Access) -> set[UUID]:
    """Give the reps whose figures somebody may read under their names: himself, his direct ones."""
    direct = _posts(access).filter(
        role=Role.REP.value, unit__path__in=access.unit_paths.get(Role.MANAGER, ())
    )
    return {access.person_id, *direct.values_list("person_id", flat=True)}


def caller_names(view: View, ids: Collection[UUID]) -> dict[UUID, str]:
    """Name some telemarketers: by name those who are the reader or directly under him."""
    hidden = hidden_callers(view, ids)
    named = persons_named(view.organization_id, set(ids) - hidden)
    return {**named, **{person_id: caller_pseudonym_of(person_id) for person_id in hidden}}


def hidden_callers(view: View, ids: Collection[UUID]) -> set[UUID]:
    """Give those of some telemarketers whom the reader may know by a pseudonym only.

    Directly over them is who supervises their call center, or manages their unit: a client knows
    whom an outsourced center sends by a pseudonym. At the command line nobody is hidden.
    """
    return set(ids) - callers_known_to(view.access) if view.access else set()


def callers_known_to(access: Access) -> set[UUID]:
    """Give the telemarketers whose figures somebody may read under their names."""
    led = Q(call_center__in=access.supervised) | Q(
        unit__path__in=access.unit_paths.get(Role.MANAGER, ())
    )
    posts = _posts(access).filter(role=Role.TELEMARKETER.value)
    return {access.person_id, *posts.filter(led).values_list("person_id", flat=True)}


def _posts(access: Access) -> "QuerySet[Membership]":
    """Who holds which role on the day of the reader's: no one leads whom he led, or will lead."""
    if access.on is None:
        return Membership.objects.of(access.organization_id)
    return holding(access.organization_id, on=access.on)


def caller_pseudonym_of(person_id: UUID) -> str:
    """Give the name under which a telemarketer's figures are followed."""
    return f"T-{pseudonymous_id_of(person_id).hex[:6]}"


def pseudonym_of(person_id: UUID) -> str:
    """Give the name under which a rep's figures are followed without knowing whose they are."""
    return f"R-{pseudonymous_id_of(person_id).hex[:6]}"


def pseudonymous_id_of(person_id: UUID) -> UUID:
    """Give what tells apart persons known by a pseudonym: always the same, and leading to nobody.

    The pseudonym is its beginning; of ten thousand persons two may share that, but not this.
    """
    return UUID(bytes=hmac.new(settings.SECRET_KEY.encode(), person_id.bytes, sha256).digest()[:16])
