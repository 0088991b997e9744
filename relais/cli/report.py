"""`relais report`: figures of the log, each with what it is over what and how sure it is."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Final

import typer
from django.utils import timezone
from rich.console import Console
from rich.table import Table

from relais.cli.running import AsJson, print_json
from relais.cli.verify import ORGANIZATION
from relais.measures.queries import By, Rate, Report, Row, View, funnel_report
from relais.people.queries import Organization, organizations

DAY: Final = ["%Y-%m-%d"]
STAGES: Final = ("opened", "transmitted", "taken_up", "won")
RATES: Final = {
    "yield": "Yield (won / opened)",
    "take_up": "Take-up",
    "conversion": "Conversion",
    "honour": "Honoured",
    "dispute": "Disputed",
}
WIDEST: Final = 10_000

app = typer.Typer(add_completion=False, rich_markup_mode=None, pretty_exceptions_enable=False)


@app.callback()
def report() -> None:
    """Print figures of the log."""


@app.command()
def funnel(
    since: Annotated[
        datetime | None, typer.Option("--from", formats=DAY, help="First day of opening.")
    ] = None,
    until: Annotated[
        datetime | None, typer.Option("--to", formats=DAY, help="Last day of opening.")
    ] = None,
    by: Annotated[
        list[By] | None, typer.Option("--by", help="Group by this; may be given again.")
    ] = None,
    organization: Annotated[str | None, ORGANIZATION] = None,
    as_json: AsJson = False,
) -> None:
    """Print how far leads came, by month of opening unless told otherwise.

    Each rate is printed with its numerator, its denominator and its interval at 95 %.

    \b
    Examples:
      relais report funnel --by telemarketer
      relais report funnel --from 2018-01-01 --to 2018-05-31 --by month --json

    \b
    Exit codes: 0 done; 2 wrong usage.
    """
    if since and until and since > until:
        words = f"{since:%Y-%m-%d} comes after the last day, {until:%Y-%m-%d}"
        raise typer.BadParameter(words, param_hint="--from")
    view = View(
        the_organization(organization).id,
        since=since.date() if since else None,
        until=until.date() if until else None,
    )
    found = funnel_report(view, by=tuple(by or [By.MONTH]), at=timezone.now())
    if as_json:
        print_json(as_record(found))
    else:
        show(found, Console())


def the_organization(slug: str | None) -> Organization:
    """Give the organization asked for; without a name, the only one there is."""
    found = [each for each in organizations() if slug in (None, each.slug)]
    if len(found) != 1:
        names = ", ".join(each.slug for each in organizations()) or "none yet"
        raise typer.BadParameter(f"say --organization: there is {names}")
    return found[0]


def as_record(found: Report) -> dict[str, Any]:
    """Give a report as JSON has it."""
    return {
        "by": [by.value for by in found.by],
        "from": found.view.since,
        "to": found.view.until,
        "telemarketers": found.telemarketers,
        "reps": found.reps,
        "rows": [
            {
                **{by.value: name for by, name in zip(found.by, row.names, strict=True)},
                "key": row.key,
                **of_row(row),
            }
            for row in found.rows
        ],
        "total": of_row(found.total),
    }


def of_row(row: Row) -> dict[str, Any]:
    """Give the figures of a row as JSON has them."""
    return {
        "counts": asdict(row.counts),
        "rates": {name: asdict(rate) for name, rate in row.rates.items()},
        "median_days": row.median_days,
    }


def show(found: Report, console: Console) -> None:
    """Print a report as a table; a rate that nowhere has a denominator gets no column.

    No figure is ever cut: where nobody looks on, the table is as wide as it has to be; on a
    terminal too narrow for it, rows are told one below the other.
    """
    rates = [name for name in RATES if found.total.rates[name].denominator or name == "yield"]
    table = table_of(found, rates)
    room = console.measure(table, options=console.options.update(width=WIDEST))
    if not console.is_terminal:
        console.width = room.maximum
    if room.minimum <= console.width:
        console.print(table)
    else:
        console.print("\n".join(lines_of(found, rates)), highlight=False, markup=False)


def table_of(found: Report, rates: list[str]) -> Table:
    """Lay a report out as a table."""
    table = Table(caption_justify="left", caption=in_words(found))
    for by in found.by:
        table.add_column(by.value.replace("_", " ").capitalize())
    for stage in STAGES:
        table.add_column(stage.replace("_", " ").capitalize(), justify="right")
    for name in rates:
        table.add_column(RATES[name], justify="right")
    for row in found.rows:
        table.add_row(*row.names, *cells(row, rates))
    table.add_section()
    table.add_row("All", *[""] * (len(found.by) - 1), *cells(found.total, rates))
    return table


def lines_of(found: Report, rates: list[str]) -> Iterator[str]:
    """Tell a report in lines, for who has no room for a table."""
    names = [
        *(stage.replace("_", " ").capitalize() for stage in STAGES),
        *(RATES[name] for name in rates),
    ]
    for row in (*found.rows, found.total):
        yield " / ".join(row.names) or "All"
        figures = zip(names, cells(row, rates), strict=True)
        yield from (f"  {name}: {figure}" for name, figure in figures)
    yield in_words(found)


def cells(row: Row, rates: list[str]) -> list[str]:
    """Give the figures of a row in words."""
    counts = [str(getattr(row.counts, stage)) for stage in STAGES]
    return counts + [words_of(row.rates[name]) for name in rates]


def words_of(rate: Rate) -> str:
    """Write a rate: n/d, percentage, interval."""
    if rate.rate is None or rate.low is None or rate.high is None:
        return "not enough data"
    return f"{rate.numerator}/{rate.denominator} = {rate.rate:.1%} ({rate.low:.1%}-{rate.high:.1%})"


def in_words(found: Report) -> str:
    """Say what stands above and below the table."""
    said = f"{counted(found.telemarketers, 'telemarketer')}, {counted(found.reps, 'rep')}"
    if found.total.median_days is None:
        return f"{said}; no signature yet"
    return f"{said}; median {found.total.median_days:.1f} days from opening to signature"


def counted(number: int, thing: str) -> str:
    """Say how many there are of something."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
