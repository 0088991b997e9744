"""The words of fair play: what is to be looked at, in plain sentences that accuse nobody."""

from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.challenge.queries import APPROACH_DAYS, SHORTEST_CALL, FairCheck, FairLook, FairPoint
from relais.statistics.intervals import wilson
from relais.web import words as say
from relais.web.challenges.words import Section
from relais.web.filters import number, percent

MANY: Final = 1_000_000
C: Final = FairCheck

TITLES: Final[dict[str, str]] = {
    C.ENDING: gettext_noop("Leads close before the end"),
    C.WEEKS: gettext_noop("Leads close before the end of weeks"),
    C.STEPS: gettext_noop("Leads close before a step"),
    C.SHORT_CALLS: gettext_noop("Calls of under a minute"),
    C.SELF: gettext_noop("Prospects who may be persons of the house"),
    C.DUPLICATES: gettext_noop("Prospects under two accounts"),
    C.NO_APPROACH: gettext_noop("Take-ups without an approach"),
    C.TAKEN_BACK: gettext_noop("Points taken back"),
    C.OTHERWISE: gettext_noop("Appointments told otherwise by the prospect"),
}
SAID: Final[dict[str, str]] = {
    C.ENDING: gettext_noop(
        "%(k)s of %(n)s leads first won points in the last 48 hours before the end, which hold"
        " %(share)s of the time."
    ),
    C.WEEKS: gettext_noop(
        "%(k)s of %(n)s leads first won points in the last 48 hours of a week with a limit, which"
        " hold %(share)s of the time."
    ),
    C.STEPS: gettext_noop(
        "Of the %(n)s leads before %(step)s points were reached, %(k)s first won points in the 48"
        " hours before, which hold %(share)s of the time."
    ),
    C.SHORT_CALLS: gettext_noop(
        "%(k)s of %(n)s leads with a call that won points were found by a call of under %(seconds)s"
        " seconds; no longer call with the same contact came before."
    ),
    C.SELF: gettext_noop(
        "In %(k)s of %(n)s leads that won points the contact has the number, the address or the"
        " name of somebody who works here, or the rep found the lead himself where both are paid."
    ),
    C.DUPLICATES: gettext_noop(
        "%(k)s of %(n)s leads that won points share a number, an address, or a company at one place"
        " with a lead under another account."
    ),
    C.NO_APPROACH: gettext_noop(
        "%(k)s of %(n)s take-ups, between %(low)s and %(high)s, without an appointment ahead led to"
        " no approach within %(days)s days; of the others’ %(others)s of %(of)s."
    ),
    C.TAKEN_BACK: gettext_noop(
        "%(k)s of %(n)s lines of points, between %(low)s and %(high)s, were taken back afterwards;"
        " of the others’ %(others)s of %(of)s."
    ),
    C.OTHERWISE: gettext_noop(
        "The prospect tells otherwise of %(k)s of the %(n)s rewarded appointments about which he"
        " spoke."
    ),
}
MAY_BE: Final[dict[str, str]] = {
    C.ENDING: gettext_noop("It may be that results came then, or that all was told in one go."),
    C.WEEKS: gettext_noop("It may be that the week’s leads are told together at its end."),
    C.STEPS: gettext_noop("It may be that many leads came in these days."),
    C.SHORT_CALLS: gettext_noop("It may be a call begun again, or written down in part."),
    C.SELF: gettext_noop("It may be somebody of the same name, or a shared number."),
    C.DUPLICATES: gettext_noop("It may be one number of several companies."),
    C.NO_APPROACH: gettext_noop("It may be prospects who could not be reached."),
    C.TAKEN_BACK: gettext_noop("It may be mistakes that were set right, as they should be."),
    C.OTHERWISE: gettext_noop("It may be that somebody else of the company was met."),
}
WHYS: Final[dict[str, str]] = {
    "phone": gettext_noop("same number"),
    "email": gettext_noop("same address"),
    "name": gettext_noop("same name"),
    "own": gettext_noop("found by its rep"),
    "company": gettext_noop("same company, same place"),
}
ANSWERS: Final[dict[str, str]] = {
    "nothing": gettext_noop("Nothing to see"),
    "talked": gettext_noop("Talked about with the person"),
}


def title_of(point: FairPoint) -> str:
    """Give what a point is about."""
    return say.label(TITLES, point.check_name)


def sentences_of(point: FairPoint) -> list[str]:
    """Tell what a point rests on: counts, what chance gives, what else it may be."""
    told: dict[str, Any] = {
        "k": number(None, point.k),
        "n": number(None, point.n),
        "step": number(None, point.step or 0),
        "share": percent(None, point.expected or 0),
        "seconds": number(None, SHORTEST_CALL),
        "days": number(None, APPROACH_DAYS),
    }
    if point.others:
        between = wilson(point.k, point.n)
        low, high = (between.low, between.high) if between else (0.0, 1.0)
        others, of = (number(None, each) for each in point.others)
        told |= {"low": percent(None, low), "high": percent(None, high)}
        told |= {"others": others, "of": of}
    said = [_(SAID[FairCheck(point.check_name)]) % told]
    if point.p is not None:
        said.append(_chance(point.p))
    return [*said, _(MAY_BE[FairCheck(point.check_name)])]


def case_words(word: str) -> str:
    """Say why a lead is among the cases."""
    if word.isdecimal():
        return ngettext("%(num)s second", "%(num)s seconds", int(word)) % {"num": word}
    known = [WHYS[each] for each in word.split() if each in WHYS]
    if known:
        return ", ".join(_(each) for each in known)
    return say.label(say.OUTCOMES, word) if word in say.OUTCOMES else ""


def whose(point: Any) -> str:
    """Give whom a point is about: his name, or his team where an outsourced center sends him."""
    team = point.unit or point.call_center
    if point.about_id is None:
        return _("Somebody of %(team)s") % {"team": team}
    return f"{point.person} · {team}" if team else str(point.person)


def weighed_of(look: FairLook) -> list[tuple[str, str]]:
    """Say by check of how many persons there was enough to say something."""
    said = []
    for check, (enough, of) in look.weighed.items():
        told = {"enough": number(None, enough), "of": number(None, of)}
        if not of:
            words = _("there was nothing of the kind to look at")
        elif enough == of:
            words = ngettext("%(of)s person", "all %(of)s persons", of) % told
        else:
            words = _("%(enough)s of %(of)s persons; of the others not enough data") % told
        said.append((say.label(TITLES, check), words))
    return said


def fair_section() -> Section:
    """Tell those who take part what is looked at, by whom, and that nothing follows by itself."""
    return _("Fair play"), [
        _(
            "What is looked at: leads close before the end, the end of a week or a step, calls of"
            " under a minute, prospects who may be persons of the house or stand under two"
            " accounts, take-ups without an approach, points taken back."
        ),
        _(
            "One of ten appointments that won points is drawn at random, and the prospect is asked"
            " whether it took place. The seeds of the drawing are published after the end."
        ),
        _(
            "Who runs the challenge sees it, and your direct manager; nobody else. You read all"
            " that is noted on you, and can write beside it."
        ),
        _(
            "Nothing follows by itself: a human looks, and points change only where a fact is"
            " corrected. After twelve months it is erased."
        ),
    ]


def _chance(p: float) -> str:
    if p * MANY < 1:
        told = {"many": number(None, MANY)}
        return _("By chance alone this would be seen in less than 1 of %(many)s persons.") % told
    told = {"many": number(None, max(1, round(1 / p)))}
    return _("By chance alone this would be seen in 1 of %(many)s persons.") % told
