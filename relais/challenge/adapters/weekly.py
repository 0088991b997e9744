"""The weekly mail of a challenge in its reader's language: the same in words and as HTML."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final, NamedTuple
from uuid import UUID

from babel.dates import format_date
from babel.numbers import format_decimal
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from relais.challenge.adapters.packs import pack_called
from relais.challenge.queries.standing import TeamPlace
from relais.challenge.queries.week import WEEK, WeekTold, week_of
from relais.challenge.rules.game import WHOLE
from relais.outbox.adapters import Enclosure, Undeliverable
from relais.outbox.models import OutboxRow
from relais.people.models import Person

TEMPLATES: Final = Path(__file__).parent / "templates"
SETTINGS: Final = "/me/"
DAYS: Final = timedelta(days=6)
DEEDS: Final = {
    "taken_up": gettext_noop("A lead taken up"),
    "approach_started": gettext_noop("An approach started"),
    "won": gettext_noop("A signature"),
}


class Part(NamedTuple):
    """A title, and what stands under it."""

    title: str
    lines: list[str]


class Told(NamedTuple):
    """What the mail says, from the teams down to oneself."""

    name: str
    days: str
    parts: list[Part]


def words_of(row: OutboxRow, person: Person) -> Mapping[str, str]:
    """Give what the text of a weekly mail is filled in with.

    :raises Undeliverable: when its reader takes no part any more, or it is over.
    """
    told = _told(row, person)
    said = [told.days, ""]
    for part in told.parts:
        said += [part.title, *(f"- {line}" for line in part.lines), ""]
    return {
        "challenge": told.name,
        "standing": "\n".join(said).strip(),
        "settings": settings.BASE_URL + SETTINGS,
    }


def page_of(row: OutboxRow) -> Sequence[Enclosure]:
    """Give the same as HTML, for programs that show it.

    :raises Undeliverable: when its reader takes no part any more, or it is over.
    """
    person = Person.objects.of(row.organization_id).get(id=row.to_person_id)
    told, language = _told(row, person), _spoken(person)
    with translation.override(language):
        page = _environment().get_template("week.html").render(
            told=told,
            language=language,
            link=settings.BASE_URL + row.data["path"],
            settings=settings.BASE_URL + SETTINGS,
        )  # fmt: skip
    return [Enclosure("text/html", page)]


def _told(row: OutboxRow, person: Person) -> Told:
    since = date.fromisoformat(row.data["since"])
    week = week_of(
        UUID(row.data["challenge_id"]), reader=person, since=since, on=since + WEEK
    )  # fmt: skip
    if week is None:
        raise Undeliverable("takes no part any more, or it is over")
    language = _spoken(person)
    with translation.override(language):
        days = {"since": _day(since, language), "until": _day(since + DAYS, language)}
        said = _("The week from %(since)s to %(until)s") % days
        return Told(week.challenge.name, said, list(_parts(week, language)))


def _parts(week: WeekTold, language: str) -> Iterator[Part]:
    """Teams first, then the first who agreed to be named, then oneself; nobody's last place."""
    standing, pack = week.standing, pack_called(week.challenge.pack)
    if standing.teams:
        teams = _("Teams") + (f" · {pack.teams[language]}" if pack else "")
        yield Part(teams, [_team(team, language) for team in standing.teams])
    if standing.centers:
        yield Part(_("Call centers"), [_team(team, language) for team in standing.centers])
    if standing.first:
        named = [
            f"{person.rank}. {person.name} ({person.team}) – {_points(person.score, language)}"
            for person in standing.first
        ]
        yield Part(_("Among the first, those who agreed to be named"), named)
    yield Part(_("You, for yourself alone"), list(_own(week, language)))


def _own(week: WeekTold, language: str) -> Iterator[str]:
    own, pack = week.standing.own, pack_called(week.challenge.pack)
    yield _("In all: %(points)s") % {"points": _points(own.points if own else 0, language)}
    for done in week.own:
        deed = _(DEEDS[done.rule]) + (f" · {pack.steps[done.rule][language]}" if pack else "")
        told = {"deed": deed, "times": done.deeds, "points": _points(done.points, language)}
        yield _("This week: %(deed)s, %(times)s × – %(points)s") % told
    if not week.own:
        yield _("This week: no point")
    rules, score = week.challenge.rules, own.score if own else 0.0
    steps = rules.thresholds or ((rules.goal,) if rules.goal else ())
    if ahead := next((step for step in steps if step > score), None):
        left = {"left": _points(ahead - score, language), "step": _number(ahead, language)}
        yield _("%(left)s to go to the step at %(step)s") % left


def _team(team: TeamPlace, language: str) -> str:
    return f"{team.rank}. {team.name} – {_points(team.score, language)}"


def _points(value: float, language: str) -> str:
    num = _number(value, language)
    return ngettext("%(num)s point", "%(num)s points", int(value)) % {"num": num}


def _number(value: float, language: str) -> str:
    return str(format_decimal(round(value * WHOLE) / WHOLE, format="#,##0.#", locale=language))


def _day(day: date, language: str) -> str:
    return str(format_date(day, "d MMMM", locale=language))


def _spoken(person: Person) -> str:
    return "fr" if person.language.startswith("fr") else "en"


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(_, ngettext, newstyle=True)  # type: ignore[attr-defined]
    environment.policies["ext.i18n.trimmed"] = True
    return environment
