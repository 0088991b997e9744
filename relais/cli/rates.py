"""`relais rates`: exchange rates out of a file, or fetched from where the settings say."""

from pathlib import Path
from typing import Annotated

import typer

from relais.campaigns.actions import fetch_rates, store_rates
from relais.cli.report import the_organization
from relais.cli.running import AsJson, print_json
from relais.cli.verify import ORGANIZATION
from relais.people.queries import Actor, Door


def rates(
    file: Annotated[
        Path | None, typer.Argument(help="eurofxref in XML or CSV, zipped or not.")
    ] = None,
    fetch: Annotated[
        bool, typer.Option("--fetch", help="Fetch them from RELAIS_RATES_URL instead.")
    ] = False,
    organization: Annotated[str | None, ORGANIZATION] = None,
    as_json: AsJson = False,
) -> None:
    """Store the exchange rates that the European Central Bank publishes, by day.

    Rates that are known stay as they are; costs that waited for one get it. Done twice, nothing
    is stored twice. Where RELAIS_RATES_URL is set, the worker fetches them once a day.

    \b
    Examples:
      relais rates eurofxref-hist.csv
      relais rates --fetch --json

    \b
    Exit codes: 0 done; 1 no rates could be fetched or read, with the reason; 2 wrong usage.
    """
    if (file is None) != fetch:
        raise typer.BadParameter("name one file, or say --fetch")
    by = Actor(the_organization(organization).id, Door.CLI)
    stored = fetch_rates(by=by) if file is None else store_rates(_read(file), by=by)
    if as_json:
        print_json({"stored": stored})
    else:
        typer.echo(f"{stored} new rates are stored.")


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise typer.BadParameter(f"{file} cannot be read: {error.strerror}") from error
