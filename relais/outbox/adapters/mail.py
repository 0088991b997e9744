"""Mail: a row becomes a text in its reader's language and zone, under a Message-ID of its own."""

import logging
from datetime import datetime
from email.utils import format_datetime, parseaddr
from smtplib import SMTPRecipientsRefused
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_datetime as local_datetime
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.utils.http import urlsafe_base64_encode

from relais.outbox.adapters.enclosed import enclosures_of
from relais.outbox.adapters.filled import filled_for
from relais.outbox.adapters.refused import Undeliverable
from relais.outbox.models import OutboxRow
from relais.outbox.rules.texts import text_of
from relais.people.models import Login, Person

log = logging.getLogger(__name__)

KEYS: Final = frozenset({"invited", "forgotten"})  # texts whose link lets its reader in
PAGES: Final = {"act_measured": "/acts/", "accounts_left": "/accounts/transfer/"}
MOMENTS = {"fr": "EEEE d MMMM y 'à' HH:mm", "en": "EEEE d MMMM y 'at' HH:mm"}


class Mailer:
    """Sends rows by Django's mail backend, over one connection as long as it holds."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def send(self, row: OutboxRow) -> None:
        """Send one mail, or raise.

        The connection is opened here and closed by `close`: were the backend to close it, a
        server that stumbles over QUIT would make an accepted mail look refused, and go twice.
        :raises Undeliverable: when the person has left or has no address, or it is refused.
        """
        message = message_of(row)
        try:
            if self._connection is None:
                self._connection = get_connection()
                self._connection.open()
            sent = self._connection.send_messages([message])
        except SMTPRecipientsRefused as refused:
            self.close()
            if all(code >= 500 for code, _ in refused.recipients.values()):
                raise Undeliverable(str(refused)) from refused
            raise
        except Exception:
            self.close()
            raise
        if not sent:
            raise Undeliverable("the mail backend took no address")

    def close(self) -> None:
        """Say goodbye to the mail server; it has accepted what it has accepted."""
        connection, self._connection = self._connection, None
        if connection is None:
            return
        try:
            connection.close()
        except Exception:
            log.warning("the mail server did not close the connection in order", exc_info=True)


def message_of(row: OutboxRow) -> EmailMultiAlternatives:
    """Write the mail of a row; the same row always gives the same Message-ID.

    :raises Undeliverable: when the person has left or has no address.
    """
    person = Person.objects.of(row.organization_id).get(id=row.to_person_id)
    address = _address(row, person)
    if not address or person.left_on:
        raise Undeliverable("the person has left" if person.left_on else "no address")
    text = text_of(row.template, language=person.language)
    said = {"link": settings.BASE_URL + _path(row, person)}
    said |= _said(row, language=person.language, zone=ZoneInfo(person.timezone))
    said |= filled_for(row, person)
    message = EmailMultiAlternatives(
        subject=" ".join(text.subject.format_map(said).split()),
        body=text.body.format_map(said).strip() + "\n",
        to=[address],
        headers={
            "Message-ID": message_id(row),
            "Date": format_datetime(row.written_at),
            "Auto-Submitted": "auto-generated",
        },
    )
    for media_type, content, name in enclosures_of(row):
        if name:
            message.attach(name, content, media_type)
        else:
            message.attach_alternative(content, media_type)
    return message


def message_id(row: OutboxRow) -> str:
    """Give the Message-ID of a row: its id, at the domain of the sender."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "relais"
    return f"<{row.id.hex}@{domain}>"


def _address(row: OutboxRow, person: Person) -> str:
    """Where a person is reached; what lets its reader in goes where he signs in, nowhere else."""
    return person.login.email if row.template in KEYS and person.login else person.email


def _path(row: OutboxRow, person: Person) -> str:
    """Where the mail leads: where it says, to its lead, to the page of acts, or to a password.

    Such an address is made only as the mail is sent: it opens the door, and is kept nowhere.
    """
    if "path" in row.data:
        return str(row.data["path"])
    if row.template not in KEYS:
        return f"/leads/{row.lead_id}/" if row.lead_id else PAGES.get(row.template, "/")
    if person.login is None:
        raise Undeliverable("no sign-in")
    return path_to_password(person.login)


def path_to_password(login: Login) -> str:
    """Give where the password of a sign-in is chosen: good once, and for three days."""
    name = urlsafe_base64_encode(str(login.pk).encode())
    return f"/password/{name}/{default_token_generator.make_token(login)}/"


def _said(row: OutboxRow, *, language: str, zone: ZoneInfo) -> dict[str, str]:
    """What is filled in: moments are told in the reader's zone, which is printed."""
    return {
        name: _moment(value, language, zone) if name.endswith("_at") else str(value)
        for name, value in row.data.items()
    }


def _moment(value: str, language: str, zone: ZoneInfo) -> str:
    spoken = language.partition("-")[0]
    spoken = spoken if spoken in MOMENTS else "en"
    told = local_datetime(
        datetime.fromisoformat(value), MOMENTS[spoken], tzinfo=zone, locale=spoken
    )
    return f"{told} ({zone.key})"
