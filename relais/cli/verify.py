"""`relais verify` and `relais rebuild`: the log against everything that is derived from it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Annotated
from uuid import UUID

import typer

from relais.cli.progress import progress
from relais.cli.running import AsJson, print_json
from relais.leads import actions
from relais.leads.queries import integrity, mismatches
from relais.notifications.queries import integrity as of_notifications
from relais.outbox import queries as outbox
from relais.people.queries import Organization, organizations
from relais.roi.queries.months import book_mismatches
from relais.roi.queries.statements import statement_mismatches
from relais.routing.queries import integrity as of_routing

ORGANIZATION = typer.Option("--organization", help="Only this one, by its short name (slug).")
OnlyOne = Annotated[str | None, ORGANIZATION]
SHOWN = 20


@dataclass
class Verdict:
    """What `verify` found: counts, and each mismatch in words."""

    leads: int = 0
    events: int = 0
    mismatches: int = 0
    found: list[str] = field(default_factory=list)


def verify(organization: OnlyOne = None, as_json: AsJson = False) -> None:
    """Prove that every table says what the log says. Nothing is changed.

    Each lead's row must equal the fold of its log, its events be numbered without a hole, no row
    point to another organization, each projection equal what a rebuild gives, no row of the outbox
    contradict itself, and each closed month and statement equal what was recorded until the month
    was closed. Nobody can write while projections are compared.

    \b
    Examples:
      relais verify
      relais verify --organization acme --json

    \b
    Exit codes: 0 all is as it should be; 1 something is not, and is named.
    """
    verdict = Verdict()
    with progress() as bar:
        for each in chosen(organization):
            leads, events = integrity.counts(each.id)
            task = bar.add_task(each.name, total=leads + events)
            verdict.leads += leads
            verdict.events += events
            verdict.found += of_log(each.id)
            bar.advance(task, leads)
            drifts = actions.drifts(each.id, told=partial(bar.advance, task))
            verdict.found += [
                f"table {drift.table}: {drift.rows} rows differ from the {drift.rebuilt} rebuilt"
                for drift in drifts
            ]
            verdict.found += outbox.sanity(each.id)
            verdict.found += book_mismatches(each.id)
            verdict.found += statement_mismatches(each.id)
    verdict.mismatches = len(verdict.found)
    tell(verdict, as_json=as_json)


def rebuild(organization: OnlyOne = None, as_json: AsJson = False) -> None:
    """Draw all projections anew from the log, wholly or not at all for each organization.

    Nobody can write meanwhile, and nobody is told anything again.

    \b
    Examples:
      relais rebuild
      relais rebuild --organization acme

    \b
    Exit codes: 0 done.
    """
    events = 0
    with progress() as bar:
        for each in chosen(organization):
            task = bar.add_task(each.name, total=integrity.counts(each.id)[1])
            events += actions.rebuild(each.id, told=partial(bar.advance, task))
    if as_json:
        print_json({"events": events})
    else:
        typer.echo(f"Rebuilt from {events} events.")


def chosen(slug: str | None) -> Iterable[Organization]:
    """Give the organization asked for, or all."""
    found = [each for each in organizations() if slug in (None, each.slug)]
    if slug and not found:
        raise typer.BadParameter(f"there is no organization {slug}")
    return found


def of_log(organization_id: UUID) -> list[str]:
    """Give in words where leads and their logs differ, all seen at one moment."""
    with integrity.snapshot():
        wrong = [
            f"lead {each.lead_id}: {each.column} is {each.row}, the log says {each.log}"
            for each in mismatches(organization_id)
        ]
        gaps = integrity.gaps(organization_id)
        strangers = {
            table: count
            for room in (integrity, of_routing, of_notifications)
            for table, count in room.strangers(organization_id).items()
        }
    wrong += [
        f"table {table}: {count} rows point to another organization or to nothing"
        for table, count in strangers.items()
    ]
    return wrong + [f"lead {lead_id}: its events are not numbered 1, 2, 3 ..." for lead_id in gaps]


def tell(verdict: Verdict, *, as_json: bool) -> None:
    """Print the verdict; end with 1 if something was found."""
    if as_json:
        print_json(verdict)
    else:
        for words in verdict.found[:SHOWN]:
            typer.echo(words, err=True)
        if verdict.mismatches > SHOWN:
            typer.echo(f"... and {verdict.mismatches - SHOWN} more", err=True)
        typer.echo(
            f"{verdict.leads} leads, {verdict.events} events, {verdict.mismatches} mismatches"
        )
    if verdict.mismatches:
        raise typer.Exit(1)
