"""Appointments as lists show them: the words beside each, and no more."""

from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from relais.appointments.models import Appointment
from relais.database.among import among
from relais.database.prepared import Prepared
from relais.lib.names import full_name, in_one_line


class Why(NamedTuple):
    """A counted reason, in both languages."""

    label_fr: str
    label_en: str


class Listed(NamedTuple):
    """A row of a list of appointments: whom one meets, what to dial, and where it is.

    `number` is the contact's own, else the company's; it and `address` may be "".
    """

    id: UUID
    starts_at: datetime
    mode: str
    status: str
    outcome: str | None
    disagreed: bool
    lead_id: UUID
    rep_id: UUID
    account: str
    contact: str
    rep: str
    reason: Why | None
    number: str
    address: str


def listed(appointments: QuerySet[Appointment]) -> list[Listed]:
    """Give what is shown of some appointments, a page of them, in their order, in two queries."""
    return shown_of(list(appointments.values_list("id", flat=True)))


def shown_of(ids: list[UUID]) -> list[Listed]:
    """Give what is shown of the appointments that a list names, in its order."""
    found = {row[0]: _listed(row) for row in _shown(ids)} if ids else {}
    return [found[appointment_id] for appointment_id in ids]


def _listed(row: tuple[Any, ...]) -> Listed:
    one, starts_at, mode, status, outcome, said, *beside, label_fr, label_en = row
    lead_id, rep_id, account, first, last, rep_first, rep_last, own, of_company, *where = beside
    return Listed(
        one, starts_at, mode, status, outcome, None not in (outcome, said) and outcome != said,
        lead_id, rep_id, account, full_name(first, last), full_name(rep_first, rep_last),
        None if label_fr is None else Why(label_fr, label_en),
        own or of_company, in_one_line(*where),
    )  # fmt: skip


def _ask_shown(ids: list[UUID]) -> "QuerySet[Any, Any]":
    return Appointment.objects.filter(among("id", ids)).values_list(
        *("id", "starts_at", "mode", "status", "outcome", "prospect_said", "lead_id", "rep_id"),
        *("lead__account__name", "lead__contact__first_name", "lead__contact__last_name"),
        *("rep__first_name", "rep__last_name", "lead__contact__phone", "lead__account__phone"),
        *("lead__account__street", "lead__account__postcode", "lead__account__city"),
        *("reason__label_fr", "reason__label_en"),
    )


_shown: Final = Prepared(_ask_shown, examples=([UUID(int=0)],))
