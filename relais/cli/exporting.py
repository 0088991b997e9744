"""`relais export`: lists as CSV or XLSX, through the eyes of a person."""

import sys
from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final
from uuid import UUID

import typer
from django.utils import timezone

from relais.challenge.queries import entries_visible_to
from relais.cli.report import the_organization
from relais.cli.verify import ORGANIZATION
from relais.exchange.actions import Form, csv_pieces, write_sheet
from relais.exchange.queries import (
    Sheet,
    appointments_sheet,
    calls_sheet,
    leads_sheet,
    sheet_of,
)
from relais.people.queries import Access, Actor, Door, Role, access_by_email
from relais.privacy.actions import disclose
from relais.privacy.queries import DisclosureKind

POINTS: Final = {
    "lead": "lead_id",
    "company": "lead__account__name",
    "rule": "rule",
    "points": "points",
    "because": "because",
    "occurred_at": "occurred_at",
}


class Subject(StrEnum):
    """What can be exported."""

    LEADS = "leads"
    APPOINTMENTS = "appointments"
    CALLS = "calls"
    POINTS = "points"


def export(
    subject: Annotated[Subject, typer.Argument(help="Which list.")],
    person: Annotated[
        str | None,
        typer.Option("--as", help="Whose list: a person's address. Else what a director sees."),
    ] = None,
    form: Annotated[Form, typer.Option("--format", help="csv or xlsx.")] = Form.CSV,
    output: Annotated[
        Path | None, typer.Option(help="The file; a CSV goes to standard output without one.")
    ] = None,
    organization: Annotated[str | None, ORGANIZATION] = None,
) -> None:
    """Write a list as a person sees it: what he may not see is not in it. Moments are in UTC.

    \b
    Examples:
      relais export leads --as maya@example.com > leads.csv
      relais export points --as remy@example.com --format xlsx --output points.xlsx

    \b
    Exit codes: 0 done; 2 wrong usage, or nobody has this address.
    """
    home = the_organization(organization)
    now = timezone.now()
    if subject is Subject.POINTS and person is None:
        raise typer.BadParameter("points are seen by those who won them", param_hint="--as")
    access = eyes_of(person, organization_id=home.id, on=now.date())
    sheet = SHEETS[subject](access, now)
    by = Actor(home.id, Door.CLI, access if person else None)
    disclose(DisclosureKind.LIST_EXPORT, by=by, at=now, what=subject.value)
    if output:
        write_sheet(sheet, output, form=form)
    elif form is Form.XLSX:
        raise typer.BadParameter("a workbook needs a file", param_hint="--output")
    else:
        sys.stdout.buffer.writelines(csv_pieces(sheet))


def eyes_of(person: str | None, *, organization_id: UUID, on: date) -> Access:
    """Give what a person sees; nobody named, the command line sees as a director does."""
    if person is None:
        return Access(organization_id, UUID(int=0), frozenset({Role.DIRECTOR}))
    access = access_by_email(person, organization_id=organization_id, on=on)
    if access is None:
        raise typer.BadParameter(f"nobody here has the address {person}", param_hint="--as")
    return access


def points_sheet(access: Access) -> Sheet:
    """Give the lines of the ledger that a person may see: his own."""
    return sheet_of(entries_visible_to(access), POINTS)


SHEETS: Final[dict[Subject, Callable[[Access, datetime], Sheet]]] = {
    Subject.LEADS: lambda access, at: leads_sheet(access),
    Subject.APPOINTMENTS: lambda access, at: appointments_sheet(access, at=at),
    Subject.CALLS: lambda access, at: calls_sheet(access, on=at.date()),
    Subject.POINTS: lambda access, at: points_sheet(access),
}
