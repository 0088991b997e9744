"""Who may say that somebody is away, or has left (pure)."""

from datetime import date, datetime
from uuid import UUID

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role


class NotYourPerson(Refusal):
    """Only he himself, or who leads him."""

    code = "person"
    message = gettext_noop("Only the person, or who leads that person, can say this.")


class EndsBeforeItStarts(Refusal):
    """An absence that ends before it starts."""

    code = "ends_before_it_starts"
    message = gettext_noop("An absence ends after it starts.")


class HasLeft(Refusal):
    """Somebody who has left already."""

    code = "has_left"
    message = gettext_noop("This person has left on %(day)s already.")


def check_leads_person(person_id: UUID, unit_paths: list[str], *, by: Actor) -> None:
    """Let the person himself act, a manager of one of his units, or an administrator.

    :raises NotYourPerson: for anybody else.
    """
    leads = any(by.over(Role.MANAGER, path) for path in unit_paths)
    if not (by.is_person(person_id) or leads or by.has(Role.ADMIN, Role.DIRECTOR)):
        raise NotYourPerson


def check_forward(starts_at: datetime, *, ends_at: datetime) -> None:
    """Refuse an absence that ends before it starts.

    :raises EndsBeforeItStarts: if so.
    """
    if ends_at <= starts_at:
        raise EndsBeforeItStarts


def check_in_post(left_on: date | None) -> None:
    """Refuse to let somebody leave twice.

    :raises HasLeft: with the day.
    """
    if left_on:
        raise HasLeft(day=left_on)
