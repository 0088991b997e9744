"""`relais demo`: a world to look at, its answer to the article's question, and the site."""

import os
import sys
from contextlib import redirect_stdout
from dataclasses import asdict
from typing import Annotated, Any, Final

import typer
from django.utils import timezone

from relais.cli.progress import progress
from relais.cli.running import AsJson, print_json
from relais.cli.serve import migrate_if_needed, why_not_free
from relais.cli.serve import run as serve_now
from relais.diagnosis.queries.plain import Language, as_plain, explain, headline
from relais.people.queries import Organization
from relais.simulation.build import build_world
from relais.simulation.forget import forget_world
from relais.simulation.queries import (
    PASSWORD,
    SCENARIOS,
    Answer,
    BeforeAndAfter,
    Effect,
    Scenario,
    answer_of,
    inventory_of,
    logins_of,
    organization_of,
    slug_of,
)

LANGUAGES: Final[dict[str, Language]] = {"fr": "fr", "en": "en"}
WORDS: Final[dict[str, dict[str, Any]]] = {
    "en": {
        "cost": "{prospects} prospects were promised a visit that nobody made within 14 days. "
        "Of {paid} leads paid for, these came to nothing and cost {amount} {currency}: "
        "{not_honoured} whose appointment was not honoured, {never_taken_up} never taken up, "
        "{upheld} rightly contested.",
        "challenge": "Take-up within 14 working days: {before} before {day}, {after} since.",
        "effect": {
            "rise": "The challenge raised take-up",
            "fall": "The challenge lowered take-up",
            "not_shown": "No effect of the challenge is shown",
            "not_enough": "There is not enough to tell an effect of the challenge",
        },
        "beside": "{verdict}: {value:+.0f} points beside those who waited, between {low:+.0f} and "
        "{high:+.0f} ({waves} waves, drawn with the seed {seed}).",
        "login": "Sign in as",
        "password": "Password of all:",
    },
    "fr": {
        "cost": "{prospects} prospects attendaient une visite que personne n’a faite sous "
        "14 jours. Sur {paid} leads payés, ceux-ci l’ont été pour rien et ont coûté {amount} "
        "{currency} : {not_honoured} dont le rendez-vous n’a pas été honoré, {never_taken_up} "
        "jamais pris en compte, {upheld} contestés à juste titre.",
        "challenge": "Prise en compte sous 14 jours ouvrés : {before} avant le {day}, "
        "{after} depuis.",
        "effect": {
            "rise": "Le challenge a fait monter la prise en compte",
            "fall": "Le challenge a fait baisser la prise en compte",
            "not_shown": "Aucun effet du challenge n’est démontré",
            "not_enough": "Pas assez de données pour dire l’effet du challenge",
        },
        "beside": "{verdict} : {value:+.0f} points à côté de ceux qui attendaient, entre "
        "{low:+.0f} et {high:+.0f} ({waves} vagues, tirées au sort avec la graine {seed}).",
        "login": "Se connecter en tant que",
        "password": "Mot de passe commun :",
    },
}


def demo(
    scenario: Annotated[
        str, typer.Option(help=f"The truth behind the world: {', '.join(SCENARIOS)}.")
    ] = "tribune",
    seed: Annotated[int, typer.Option(help="Other dice, another world of the same truth.")] = 1,
    fresh: Annotated[bool, typer.Option("--fresh", help="Build it anew if it is there.")] = False,
    no_serve: Annotated[bool, typer.Option("--no-serve", help="Do not serve the site.")] = False,
    host: Annotated[str, typer.Option(help="The address to listen at.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535)] = 8000,
    lang: Annotated[str | None, typer.Option(help="fr or en; else as your terminal.")] = None,
    as_json: AsJson = False,
) -> None:
    """Build a world, say who does not honour appointments and what it costs, and serve it.

    The world stands in the database afterwards, and is not built twice.

    \b
    Examples:
      relais demo
      relais demo --scenario challenge --seed 7
      relais demo --no-serve --json

    \b
    Exit codes: 0 done; 1 the site could not be kept running; 2 wrong usage, or the port is taken.
    """
    chosen = SCENARIOS.get(scenario)
    if chosen is None:
        raise typer.BadParameter(f"there is no scenario {scenario}: {', '.join(SCENARIOS)}")
    if not no_serve and (taken := why_not_free(host, port)):
        typer.echo(f"relais demo: {host}:{port} cannot be used: {taken}.", err=True)
        raise typer.Exit(2)
    with redirect_stdout(sys.stderr):
        migrate_if_needed()
    world = stands(chosen, seed=seed, fresh=fresh)
    found = answer_of(world.id, at=timezone.now())
    language = LANGUAGES.get(lang or os.environ.get("LANG", "")[:2], "en")
    if as_json:
        print_json(as_record(world, chosen, seed, found, language))
    else:
        typer.echo("\n".join(in_words(world, found, language)))
    if not no_serve and not serve_now(host=host, port=port, workers=2):
        raise typer.Exit(1)


def stands(scenario: Scenario, *, seed: int, fresh: bool) -> Organization:
    """Give the world of a scenario, built if it is not there."""
    slug = slug_of(scenario, seed=seed)
    standing = organization_of(slug)
    if standing and fresh:
        forget_world(standing)
        standing = None
    if standing is None:
        with progress() as bar:
            task = bar.add_task(f"Building {scenario.name}", total=None)
            build_world(
                scenario,
                seed=seed,
                slug=slug,
                at=timezone.now(),
                told=lambda done, weeks: bar.update(task, completed=done, total=weeks),
            )
        standing = organization_of(slug)
    if standing is None:
        raise LookupError(slug)
    return standing


def as_record(
    world: Organization, scenario: Scenario, seed: int, found: Answer, language: Language
) -> dict[str, Any]:
    """Give what was built and the verdict, as JSON has them."""
    challenge = found.challenge
    return {
        "scenario": scenario.name,
        "seed": seed,
        "organization": world.slug,
        "built": asdict(inventory_of(world.id)),
        **as_plain(found.diagnosis, language=language),
        "unvisited": found.unvisited,
        "waste": {**asdict(found.waste), "amount": found.waste.amount},
        "take_up": asdict(challenge) if challenge else None,
        "effect": effect_record(found.effect) if found.effect else None,
        "logins": logins_of(world.id),
        "password": PASSWORD,
    }


def in_words(world: Organization, found: Answer, language: Language) -> list[str]:
    """Answer the article's question in plain words, then say how to sign in."""
    words = WORDS[language]
    lines = [
        "",
        headline(found.diagnosis, language=language).upper(),
        explain(found.diagnosis, language=language),
        "",
        words["cost"].format(
            prospects=found.unvisited,
            amount=money(found.waste.amount),
            currency=found.waste.currency,
            paid=found.waste.paid,
            **{name: line.count for name, line in found.waste.lines.items()},
        ),
    ]
    if found.challenge:
        lines += ["", of_challenge(found.challenge, words["challenge"])]
    if found.effect:
        lines += ["", of_effect(found.effect, words)]
    lines += ["", words["login"]]
    lines += [f"  {role:<16}{email}" for role, email in logins_of(world.id).items()]
    return [*lines, f"{words['password']} {PASSWORD}", ""]


def effect_record(told: Effect) -> dict[str, Any]:
    """Give what challenges did to take-up: the verdict, by which way, with its interval."""
    reading, waves = told.reading, told.waves
    change, series = reading.change, reading.effect
    return {
        "verdict": reading.verdict.value,
        "way": reading.way.value,
        "waves": [f"{wave.since:%Y-%m-%d}" for wave in waves.waves] if waves else [],
        "seed": waves.seed if waves else None,
        "phases": {
            phase.value: {"taken_up": share.k, "transmitted": share.n, "rate": share.rate}
            for phase, share in reading.phases.items()
        },
        "beside_waiting": change
        and {"value": change.value, "low": change.low, "high": change.high, "p": change.p_value},
        "series": series and {"value": series.difference, "low": series.low, "high": series.high},
    }


def of_effect(told: Effect, words: dict[str, Any]) -> str:
    """Say what challenges did, as far as it can be told."""
    verdict, change = words["effect"][told.reading.verdict.value], told.reading.change
    if told.waves is None or change is None or change.low is None or change.high is None:
        return f"{verdict}."
    return str(
        words["beside"].format(
            verdict=verdict,
            value=100 * change.value,
            low=100 * change.low,
            high=100 * change.high,
            waves=len(told.waves.waves),
            seed=told.waves.seed,
        )
    )


def of_challenge(told: BeforeAndAfter, words: str) -> str:
    """Say what the challenge changed."""
    before, after = (
        f"{rate.numerator}/{rate.denominator} = {rate.rate or 0:.0%} "
        f"({rate.low or 0:.0%}-{rate.high or 1:.0%})"
        for rate in (told.before, told.after)
    )
    return words.format(before=before, after=after, day=f"{told.began_on:%Y-%m-%d}")


def money(amount: int | None) -> str:
    """Write an amount in minor units as people do."""
    return "–" if amount is None else f"{amount / 100:,.0f}".replace(",", "\u202f")
