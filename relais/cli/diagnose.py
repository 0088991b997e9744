"""`relais diagnose`: from a file of appointments to the verdict, without a database."""

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final

import typer

from relais.cli.appointment_file import Counted, count_file
from relais.diagnosis.adapters.page import html_page
from relais.diagnosis.queries.plain import Language, as_plain, explain, headline
from relais.diagnosis.queries.plain import diagnose as diagnose_team
from relais.exchange.adapters.tables import UnreadableFile


class Tongue(StrEnum):
    """In which language the answer is written."""

    FR = "fr"
    EN = "en"


LANGUAGES: Final[dict[Tongue, Language]] = {Tongue.FR: "fr", Tongue.EN: "en"}
WORDS: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "one": "1 ligne",
        "many": "{rows} lignes",
        "read": "{rows}\u00a0: commercial dans «\u00a0{rep}\u00a0», résultat dans "
        "«\u00a0{outcome}\u00a0», honoré si {words}\u202f; "
        "laissées de côté car non dues\u00a0: {left_out}.",
        "nothing": "(aucun de ces mots n’y est)",
        "page": "La page est dans {html}. Elle nomme chaque commercial comme le fichier\u00a0: "
        "elle est pour lui et son responsable direct.",
    },
    "en": {
        "one": "1 row",
        "many": "{rows} rows",
        "read": "{rows}: rep in “{rep}”, outcome in “{outcome}”, honoured when {words}; "
        "left out as not due: {left_out}.",
        "nothing": "(no such word is in it)",
        "page": "The page is in {html}. It names each rep as the file does: it is for him and his "
        "direct manager.",
    },
}


def diagnose(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file, one appointment a row.")],
    rep: Annotated[str | None, typer.Option(help="The column that names the rep.")] = None,
    outcome: Annotated[str | None, typer.Option(help="The column that says what happened.")] = None,
    honoured: Annotated[
        list[str] | None, typer.Option(help="A word that means honoured; may be repeated.")
    ] = None,
    html: Annotated[Path | None, typer.Option(help="Where the page goes.")] = None,
    lang: Annotated[Tongue, typer.Option(help="fr or en.")] = Tongue.EN,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Say whether appointments are not honoured by everybody, by degrees, or by a group of reps.

    Columns and words that are not named are guessed, and what was guessed is told. An empty
    outcome counts as not honoured; appointments cancelled by the prospect, or moved, are not due.
    What relais export appointments wrote needs no option: it says which were due, and gives the
    figures that the site had at that moment. A page names each rep as the file does.

    \b
    Examples:
      relais diagnose appointments.csv --rep commercial --outcome statut --honoured tenu
      relais export appointments > ours.csv && relais diagnose ours.csv

    \b
    Exit codes: 0 done, whatever the verdict; 2 the file, a column, a word or an option was not
    understood, with the reason.
    """
    language = LANGUAGES[lang]
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
    print(headline(found, language=language).upper())
    print(explain(found, language=language))
    _tell(counted, html, language)


def _tell(counted: Counted, html: Path | None, language: Language) -> None:
    """Say on standard error how the file was read: it is no part of the answer."""
    text = WORDS[language]
    read = text["read"].format(
        rows=text["one" if counted.rows == 1 else "many"].format(rows=counted.rows),
        rep=counted.rep,
        outcome=counted.outcome,
        words=", ".join(counted.honoured) or text["nothing"],
        left_out=counted.left_out,
    )
    said = [read, *counted.notes, *([text["page"].format(html=html)] if html else [])]
    print("\n".join(said), file=sys.stderr)
