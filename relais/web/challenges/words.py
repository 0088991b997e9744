"""The words of challenges: their rules in plain sentences, made of the rules themselves."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.utils.translation import get_language, gettext_noop, ngettext
from django.utils.translation import gettext as _
from markupsafe import Markup

from relais.challenge.adapters.packs import PLAIN, pack_called, packs
from relais.challenge.queries import (
    Challenge,
    ChallengeKind,
    ChallengeState,
    Prize,
    Rules,
    Running,
    Side,
    Tickets,
)
from relais.web.filters import money, number, short_day

KINDS: Final[dict[str, str]] = {
    "ranking": gettext_noop("A ranking: who has won most"),
    "thresholds": gettext_noop("Steps: whoever reaches one has it"),
    "goal": gettext_noop("A goal, the same for everybody"),
}
SIDES: Final[dict[str, str]] = {
    "rep": gettext_noop("Field reps"),
    "telemarketer": gettext_noop("Telemarketers"),
    "both": gettext_noop("Reps and telemarketers, as pairs"),
}
AS: Final[dict[str, str]] = {
    "rep": gettext_noop("As a field rep"),
    "telemarketer": gettext_noop("As a telemarketer"),
}
DEEDS: Final[dict[str, str]] = {
    "taken_up": gettext_noop("A lead taken up"),
    "approach_started": gettext_noop("An approach started"),
    "won": gettext_noop("A signature"),
}
BACK: Final[dict[str, str]] = {
    "lead.take_up_undone": gettext_noop("the take-up was undone"),
    "lead.approach_undone": gettext_noop("the approach was undone"),
    "lead.win_cancelled": gettext_noop("the signature was cancelled"),
    "lead.contest_upheld": gettext_noop("the dispute was upheld"),
    "lead.import_undone": gettext_noop("the import was undone"),
}
TICKETS: Final[dict[str, str]] = {
    "one": gettext_noop("One for each person"),
    "points": gettext_noop("One for each point"),
}
STATES: Final[dict[str, tuple[str, str]]] = {
    "draft": (gettext_noop("Draft"), ""),
    "coming": (gettext_noop("Open to join"), "brand"),
    "started": (gettext_noop("Under way"), "brand"),
    "over": (gettext_noop("To be ended"), "due"),
    "ended": (gettext_noop("Ended"), "ok"),
    "cancelled": (gettext_noop("Cancelled"), "late"),
}

Names = Mapping[UUID, str]
Section = tuple[str, list[str]]


def pack_choices() -> list[tuple[str, str]]:
    """Give the themes to choose from, the plain one first."""
    told = [(pack.code, pack.name[language()]) for pack in packs().values()]
    return [(PLAIN, _("Plain")), *sorted(told, key=lambda each: each[1])]


def theme_of(one: Challenge | Running) -> dict[str, Any]:
    """Give what a challenge's theme calls teams and deeds, and its picture; nothing if plain."""
    pack = pack_called(one.pack)
    if pack is None:
        return {}
    spoken = language()
    return {
        "teams": pack.teams[spoken],
        "steps": {rule: words[spoken] for rule, words in pack.steps.items()},
        "picture": Markup(pack.picture),
    }


def language() -> str:
    """Give the language of who looks, as packs are told in it."""
    return "fr" if (get_language() or "").startswith("fr") else "en"


def state_of(one: Challenge, *, on: date) -> tuple[str, str]:
    """Give the words and the look of where a challenge stands on a day."""
    state: str = one.state
    if one.state is ChallengeState.STARTED:
        state = "coming" if on < one.since else "over" if on > one.until else state
    words, look = STATES[state]
    return _(words), look


def days_of(one: Challenge | Running) -> str:
    """Say from when until when."""
    told = {"since": short_day(one.since), "until": short_day(one.until)}
    return _("%(since)s to %(until)s") % told


def points(value: float) -> str:
    """Write points: whole where they are, else with one decimal."""
    return number(None, value, 0 if value == int(value) else 1)


def deed_of(rule: str, theme: Mapping[str, Any]) -> str:
    """Name what is rewarded, by the theme's own word behind the plain one."""
    plain = _(DEEDS.get(rule, rule))
    return f"{plain} · {theme['steps'][rule]}" if theme else plain


def reason_of(because: str) -> str:
    """Say why points were taken back."""
    return _(BACK.get(because, because))


def prize_words(prize: Prize) -> str:
    """Name a prize in the reader's language, with its worth."""
    words = prize_name(prize)
    if not prize.value:
        return words
    worth = money(None, prize.value, prize.currency)
    return _("%(prize)s (%(worth)s)") % {"prize": words, "worth": worth}


def prize_name(prize: Prize) -> str:
    """Name a prize in the reader's language."""
    return prize.words_fr if language() == "fr" else prize.words_en


def prize_for(prize: Prize) -> str:
    """Say who has a prize."""
    if prize.threshold:
        told = {"points": number(None, prize.threshold)}
        if prize.for_team:
            return _("Each team from %(points)s points on") % told
        return _("Each person from %(points)s points on") % told
    if prize.position:
        told = {"place": number(None, prize.position)}
        return (
            _("Team at place %(place)s") if prize.for_team else _("Person at place %(place)s")
        ) % told
    return _("Drawn by lot among those who have a ticket")


def rules_of(one: Challenge, *, campaigns: Names, units: Names, smallest: int) -> list[Section]:
    """Tell the rules of a challenge in plain words, by what one may want to know."""
    rules = one.rules
    found: list[Section] = [
        (_("What counts"), _what(rules)),
        (_("Who takes part"), _who(rules, campaigns, units)),
        (_("When"), _when(one)),
        (_("How one wins"), _how(one)),
    ]
    if rules.handicap:
        found.append((_("Unequal volumes"), _handicap()))
    return [
        *found,
        (_("What is taken back"), _back()),
        (_("Who sees what"), _seen(rules, smallest)),
        (_("Joining and withdrawing"), _part()),
    ]


def _what(rules: Rules) -> list[str]:
    said = []
    for rule, words in DEEDS.items():
        worth = rules.points.get(rule, 0)
        if worth:
            told = {"deed": _(words), "points": number(None, worth)}
            said.append(
                ngettext("%(deed)s: %(points)s point", "%(deed)s: %(points)s points", worth) % told
            )
    said.append(_("Each counts once for a lead, whatever is done twice. No rule costs points."))
    if rules.sides is Side.BOTH:
        said.append(_("The rep of the lead and the telemarketer who found it win the same."))
    if rules.weekly_cap:
        cap = {"points": number(None, rules.weekly_cap)}
        said.append(_("At most %(points)s points a week count for one person.") % cap)
    return said


def _who(rules: Rules, campaigns: Names, units: Names) -> list[str]:
    said = [_("%(who)s, each for the own team.") % {"who": _(SIDES[rules.sides])}]
    if rules.units:
        told = {"units": _listed([units[each] for each in rules.units if each in units])}
        said.append(_("Units: %(units)s") % told)
    if rules.campaigns:
        known = [campaigns[each] for each in rules.campaigns if each in campaigns]
        said.append(_("Leads of these campaigns: %(campaigns)s") % {"campaigns": _listed(known)})
    else:
        said.append(_("Leads of all campaigns."))
    return said


def _when(one: Challenge) -> list[str]:
    return [
        _("%(days)s, both days included.") % {"days": days_of(one)},
        _("What one does counts from the moment one joins."),
        _("When it has ended nothing counts any more, and nothing is taken back."),
    ]


def _how(one: Challenge) -> list[str]:
    rules = one.rules
    if one.kind == ChallengeKind.THRESHOLDS:
        steps = _listed([number(None, step) for step in rules.thresholds])
        return [
            _("The steps are at %(steps)s points: nobody has to be before anybody.")
            % {"steps": steps}
        ]
    if one.kind == ChallengeKind.GOAL:
        told = {"points": number(None, rules.goal)}
        return [_("Whoever comes to %(points)s points has reached the goal.") % told]
    return [
        _("Teams stand first: their points are those of their members, added up."),
        _("Who is level shares a place, and the next place is skipped."),
    ]


def _handicap() -> list[str]:
    return [
        _(
            "Who can expect fewer leads wins more by each: totals are weighed by the leads of the"
            " twelve weeks before the start, by a half at least and by two at most."
        ),
        _("The weights were reckoned once, at the start, and do not change."),
    ]


def _back() -> list[str]:
    return [
        _(
            "Points go when what gave them is undone: a take-up or approach undone, a signature"
            " cancelled, a dispute upheld. Each line says why."
        )
    ]


def _seen(rules: Rules, smallest: int) -> list[str]:
    said = [
        _("Your own points and place: you alone."),
        _(
            "Teams: everybody of the house, where at least %(people)s persons are not named, or all"
            " agree to be named. Only the first are shown; there is no list of the last."
        )
        % {"people": number(None, smallest)},
    ]
    if rules.top:
        told = {"top": number(None, rules.top)}
        said.append(_("Names: only among the first %(top)s, and only of those who agreed.") % told)
    else:
        said.append(_("No person is named."))
    if rules.sides is not Side.REP:
        said.append(_("Telemarketers of an outsourced call center appear by their team only."))
    return said


def _part() -> list[str]:
    return [
        _("Nobody has to take part, and nothing follows from not taking part."),
        _(
            "You can withdraw at any time, on the challenge’s page: you stand in no list any more,"
            " nobody is told, and what you won stays in your team’s total."
        ),
        _("If you think that a line is wrong, tell your manager: each line leads to its lead."),
    ]


def draw_section(one: Challenge, commitment: str | None) -> Section:
    """Tell how prizes are drawn, with what was published of the secret that decides."""
    told = {"points": number(None, one.rules.draw_from)}
    if one.rules.tickets is Tickets.POINTS:
        said = [
            _("From %(points)s points on, each point is a ticket.") % told,
            _("A ticket wins once; who has several may win several prizes."),
        ]
    else:
        said = [
            ngettext(
                "Each person has one ticket from %(points)s point on.",
                "Each person has one ticket from %(points)s points on.",
                one.rules.draw_from,
            )
            % told
        ]
    if one.rules.handicap:
        said.append(_("Points as they are weighed."))
    said.append(
        _(
            "A secret number is made at the start. It decides the draw after the end, and is"
            " revealed with it: whoever wants to can check that nobody chose who wins."
        )
    )
    if commitment:
        said.append(_("The secret’s SHA-256, to be noted: %(hash)s") % {"hash": commitment})
    return _("The draw"), said


def _listed(words: Sequence[str]) -> str:
    return ", ".join(words) or "–"
