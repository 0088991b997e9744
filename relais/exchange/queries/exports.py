"""Lists as they are written out: what somebody may see, a row at a time, memory flat.

A list of many is as good as the figures of each person in it: who leads from above those who lead
him directly, or from the command line, has a pseudonym in the place of each rep and telemarketer.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final
from uuid import UUID

from django.db.models import Case, Model, QuerySet, Value, When

from relais.appointments.queries import appointments_visible_to, is_due
from relais.calls.queries import calls_visible_to
from relais.leads.queries import leads_visible_to
from relais.measures.queries import (
    caller_pseudonym_of,
    callers_known_to,
    pseudonym_of,
    pseudonymous_id_of,
    reps_known_to,
)
from relais.people.queries import is_inside
from relais.people.rules.access import Access, Role

CHUNK: Final = 2_000

CONTACT: Final = {
    "company": "account__name",
    "postcode": "account__postcode",
    "first_name": "contact__first_name",
    "last_name": "contact__last_name",
    "phone": "contact__phone",
    "email": "contact__email",
}
LEAD: Final = {
    "lead": "id",
    "external_key": "external_key",
    "campaign": "campaign__name",
    "state": "state",
    **CONTACT,
    "telemarketer": "originator__last_name",
    "rep": "rep__last_name",
    "unit": "unit__name",
    "opened_at": "opened_at",
    "transmitted_at": "transmitted_at",
    "taken_up_at": "taken_up_at",
    "approach_at": "approach_at",
    "won_at": "won_at",
    "closed_at": "closed_at",
    "reason": "reason__code",
    "amount_minor": "amount",
    "margin_minor": "margin",
    "currency": "currency",
}
APPOINTMENT: Final = {
    "appointment": "id",
    "lead": "lead_id",
    "campaign": "lead__campaign__name",
    **{name: f"lead__{path}" for name, path in CONTACT.items()},
    "rep": "rep__last_name",
    "unit": "unit__name",
    "starts_at": "starts_at",
    "ends_at": "ends_at",
    "mode": "mode",
    "status": "status",
    "outcome": "outcome",
    "reason": "reason__code",
    "prospect_said": "prospect_said",
    "outcome_due_at": "outcome_due_at",
    "rep_id": "rep_id",  # two reps of one name are two
    "rep_first_name": "rep__first_name",
    "due": "counts",
}
CALL: Final = {
    "call": "id",
    "lead": "lead_id",
    "campaign": "campaign__name",
    "company": "contact__account__name",
    "first_name": "contact__first_name",
    "last_name": "contact__last_name",
    "telemarketer": "person__last_name",
    "started_at": "started_at",
    "ended_at": "ended_at",
    "end": "end",
    "outcome": "outcome",
    "callback_at": "callback_at",
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A list to be written out: its columns, and its rows as they come, once."""

    columns: Sequence[str]
    rows: Iterable[Sequence[Any]]


# Whose lists hold the leads of many reps: a sum over them would be a figure of each.
FOR_FIGURES: Final = (Role.MANAGER, Role.DIRECTOR, Role.SUPERVISOR, Role.TELEMARKETER)


def leads_sheet(access: Access) -> Sheet:
    """Give the leads that a person may see, the oldest first; margins stay in the house."""
    told = {name: path for name, path in LEAD.items() if path != "margin" or is_inside(access)}
    return _as_known(access, leads_visible_to(access).order_by("opened_at", "id"), told)


def appointments_sheet(access: Access, *, at: datetime) -> Sheet:
    """Give the appointments that a person may see, the oldest first, and which are due by now."""
    counts = Case(When(is_due(at), then=Value("yes")), default=Value("no"))
    rows = appointments_visible_to(access).annotate(counts=counts)
    return _as_known(access, rows.order_by("starts_at", "id"), APPOINTMENT)


def calls_sheet(access: Access, *, on: date) -> Sheet:
    """Give the calls that a person may see, the oldest first."""
    return _as_known(access, calls_visible_to(access, on=on).order_by("started_at", "id"), CALL)


def sheet_of(rows: QuerySet[Any, Any], columns: Mapping[str, str]) -> Sheet:
    """Make a sheet of any list: what each column is called, and where it stands."""
    return Sheet(list(columns), _streamed(rows, list(columns.values())))


def _as_known(access: Access, rows: QuerySet[Any, Any], columns: Mapping[str, str]) -> Sheet:
    """Make a sheet in which persons stand as the reader may know them."""
    if not access.has(*FOR_FIGURES):
        return sheet_of(rows, columns)
    known = {Whose.REP: reps_known_to(access), Whose.CALLER: callers_known_to(access)}
    paths = [*columns.values()]
    hidden = [(place, *HIDDEN[path]) for place, path in enumerate(paths) if path in HIDDEN]
    owners = [id_path for _, id_path, *_ in hidden]

    def masked() -> Iterator[Sequence[Any]]:
        for row in _streamed(rows, [*paths, *owners]):
            cells = list(row[: len(paths)])
            for person_id, (place, _, whose, instead) in zip(
                row[len(paths) :], hidden, strict=True
            ):
                if person_id is not None and person_id not in known[whose]:
                    cells[place] = instead(person_id)
            yield cells

    return Sheet(list(columns), masked())


class Whose(Enum):
    """Whose name stands in a column."""

    REP = "rep"
    CALLER = "caller"


# By path: where the person's id stands, who it is, and what stands there instead of his name.
HIDDEN: Final[dict[str, tuple[str, Whose, Callable[[UUID], object]]]] = {
    "rep__last_name": ("rep_id", Whose.REP, pseudonym_of),
    "rep__first_name": ("rep_id", Whose.REP, lambda _: ""),
    "rep_id": ("rep_id", Whose.REP, pseudonymous_id_of),
    "originator__last_name": ("originator_id", Whose.CALLER, caller_pseudonym_of),
    "person__last_name": ("person_id", Whose.CALLER, caller_pseudonym_of),
}


def _streamed(rows: QuerySet[Model, Any], paths: Sequence[str]) -> Iterator[Sequence[Any]]:
    yield from rows.values_list(*paths).iterator(chunk_size=CHUNK)
