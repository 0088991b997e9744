"""Leads as lists show them: the words beside each, and no more."""

from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import QuerySet

from relais.database.among import among
from relais.database.prepared import Prepared
from relais.database.reading import read_rows
from relais.leads.models import Lead
from relais.lib.names import full_name


class Listed(NamedTuple):
    """A row of a list of leads; the name of nobody is "", as is a number that nobody has.

    `number` is what to dial: the contact's own, else the company's.
    """

    id: UUID
    state: str
    state_since: datetime | None
    opened_at: datetime
    due_at: datetime | None
    account: str
    campaign: str
    rep_id: UUID | None
    contact: str
    rep: str
    number: str


class Steps(NamedTuple):
    """A lead with when it reached each step of its way, None where it did not."""

    lead: Listed
    submitted_at: datetime | None
    transmitted_at: datetime | None
    taken_up_at: datetime | None
    approach_at: datetime | None
    won_at: datetime | None


def listed(leads: QuerySet[Lead]) -> list[Listed]:
    """Give what is shown of some leads, a page of them, in their order.

    Two queries: which leads, then what stands beside them. In one, SQLite would begin with the
    campaigns and sort all leads; and the second is always the same.
    """
    return shown_of([row[0] for row in read_rows(leads.values_list("id"))])[0]


def shown_of(*lists: list[UUID]) -> list[list[Listed]]:
    """Give what is shown of the leads that several lists name: one query for all."""
    every = list({lead_id for each in lists for lead_id in each})
    found = {row[0]: _listed(row) for row in _shown(every)} if every else {}
    return [[found[lead_id] for lead_id in each] for each in lists]


def steps_of(ids: list[UUID]) -> list[Steps]:
    """Give what is shown of some leads and of the way that each has gone, in their order."""
    width = len(WAY)
    found = (
        {row[width]: Steps(_listed(row[width:]), *row[:width]) for row in _gone(ids)} if ids else {}
    )
    return [found[lead_id] for lead_id in ids]


def _listed(row: tuple[Any, ...]) -> Listed:
    *plain, first, last, rep_first, rep_last, own, of_company = row
    names = full_name(first, last), full_name(rep_first or "", rep_last or "")
    return Listed._make((*plain, *names, own or of_company))


SHOWN: Final = (
    *("id", "state", "state_since", "opened_at", "due_at", "account__name", "campaign__name"),
    *("rep_id", "contact__first_name", "contact__last_name", "rep__first_name", "rep__last_name"),
    *("contact__phone", "account__phone"),
)
WAY: Final = Steps._fields[1:]


def _ask_shown(ids: list[UUID]) -> "QuerySet[Any, Any]":
    return Lead.objects.filter(among("id", ids)).values_list(*SHOWN)


def _ask_gone(ids: list[UUID]) -> "QuerySet[Any, Any]":
    return Lead.objects.filter(among("id", ids)).values_list(*WAY, *SHOWN)


_shown: Final = Prepared(_ask_shown, examples=([UUID(int=0)],))
_gone: Final = Prepared(_ask_gone, examples=([UUID(int=0)],))
