"""Stopping a mail that one does not want, and letting it come again."""

from datetime import datetime
from uuid import UUID

from relais.lib.errors import NotVisible
from relais.outbox.models import Declined
from relais.outbox.rules.declining import check_declinable
from relais.people.rules.access import Actor


def decline_mail(template: str, *, by: Actor, at: datetime) -> Declined:
    """Stop a mail to oneself; done twice, it stays as it is.

    :raises NotDeclinable: for a mail of the work itself.
    :raises NotVisible: when nobody asks: mails are a person's.
    """
    check_declinable(template)
    row, _ = Declined.objects.of(by.organization_id).get_or_create(
        person_id=_person(by),
        template=template,
        defaults={"organization_id": by.organization_id, "since": at},
    )
    return row


def accept_mail(template: str, *, by: Actor) -> bool:
    """Let a mail come to oneself again; say whether it was stopped.

    :raises NotDeclinable: for a mail of the work itself.
    :raises NotVisible: when nobody asks: mails are a person's.
    """
    check_declinable(template)
    rows = Declined.objects.of(by.organization_id).filter(person_id=_person(by), template=template)
    return rows.delete()[0] > 0


def _person(by: Actor) -> UUID:
    if by.person_id is None:
        raise NotVisible
    return by.person_id
