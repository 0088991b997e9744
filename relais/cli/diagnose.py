"""`relais diagnose`: from a file of appointments to the verdict, without a database."""

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from relais.cli.appointment_file import Counted, count_file
from relais.diagnosis.adapters.page import html_page
from relais.diagnosis.queries.plain import VERDICTS, Language, as_plain, explain
from relais.diagnosis.queries.plain import diagnose as diagnose_team
from relais.exchange.adapters.tables import UnreadableFile

LANGUAGES: dict[str, Language] = {"fr": "fr", "en": "en"}


def diagnose(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file, one appointment a row.")],
    rep: Annotated[str | None, typer.Option(help="The column that names the rep.")] = None,
    outcome: Annotated[str | None, typer.Option(help="The column that says what happened.")] = None,
    honoured: Annotated[
        list[str] | None, typer.Option(help="A word that means honoured; may be repeated.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Where the page goes.")] = None,
    lang: Annotated[str, typer.Option(help="fr or en.")] = "en",
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say whether appointments are not honoured by everybody, by degrees, or by a group of reps.

    Columns and words that are not named are guessed, and what was guessed is told. An empty
    outcome counts as not honoured; appointments cancelled by the prospect, or moved, are not due.

    Example: relais diagnose appointments.csv --rep commercial --outcome statut --honoured tenu
    """
    language = LANGUAGES.get(lang, "en")
    try:
        counted = count_file(file, rep=rep, outcome=outcome, honoured=honoured or [])
    except UnreadableFile as refusal:
        print(refusal, file=sys.stderr)
        raise typer.Exit(2) from refusal
    found = diagnose_team(counted.team)
    if html:
        page = html_page(found, source=file.name, language=language)
        html.write_text(page, encoding="utf-8")
    if as_json:
        print(json.dumps(as_plain(found, language=language), ensure_ascii=False))
        return
    print(VERDICTS[language][found.verdict].upper())
    print(explain(found, language=language))
    _tell(counted, html)


def _tell(counted: Counted, html: Path | None) -> None:
    """Say on standard error how the file was read: it is no part of the answer."""
    words = ", ".join(counted.honoured) or "nothing"
    said = [
        f"{counted.rows} rows: rep in “{counted.rep}”, outcome in “{counted.outcome}”,"
        f" honoured when {words}; {counted.left_out} not due were left out.",
        *counted.notes,
        *([f"The page is in {html}."] if html else []),
    ]
    print("\n".join(said), file=sys.stderr)
