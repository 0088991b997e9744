"""A rep's own prospecting as a table tells it, in English or French (pure)."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Final

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor
from relais.prospecting.rules.own import BRING, MOST, OwnKind, WrongCount

LONGEST_KEY: Final = 120
KINDS: Final[dict[OwnKind, tuple[str, ...]]] = {
    OwnKind.CALL: ("calls", "phone call", "appel", "appels", "téléphone"),
    OwnKind.VISIT: ("visits", "walk-in", "visite", "visites", "passage", "porte-à-porte"),
    OwnKind.MESSAGE: ("messages", "mail", "e-mail", "email", "courriel", "linkedin"),
    OwnKind.REFERRAL: ("referrals", "recommandation", "recommandations", "parrainage"),
    OwnKind.EVENT: ("events", "fair", "salon", "événement", "réseau"),
    OwnKind.APPOINTMENT: ("appointments", "meeting", "rendez-vous", "rdv"),
}


class MayNotBring(Refusal):
    """Own prospecting comes in by the rep, or by those who answer for him."""

    code = "may_not_bring"
    message = gettext_noop("Reps bring in their own prospecting; managers that of their reps.")


class NobodyNamed(Refusal):
    """A row of nobody."""

    code = "nobody_named"
    message = gettext_noop("The row does not say of which rep it is.")


class NoSuchRep(Refusal):
    """Somebody who is no rep, or not one for whom the sender answers."""

    code = "no_such_rep"
    message = gettext_noop("“%(name)s” is no rep whose prospecting you can bring in.")


class NotADay(Refusal):
    """A text that is no day."""

    code = "not_a_day"
    message = gettext_noop("“%(told)s” is not a day: write 2026-03-31 or 31/03/2026.")


class NotAKind(Refusal):
    """A word that is no kind of prospecting."""

    code = "not_a_kind"
    message = gettext_noop(
        "“%(told)s” is not a kind: call, visit, message, referral, event or appointment."
    )


class KeyTooLong(Refusal):
    """A key that does not fit."""

    code = "key_too_long"
    message = gettext_noop("The key “%(key)s…” is too long: %(longest)s characters at most.")


@dataclass(frozen=True)
class OwnRow:
    """A row of a table: whose, when, which kind, how many, and the key by which it is known."""

    day: str
    kind: str
    person: str = ""
    count: str = ""
    key: str = ""


@dataclass(frozen=True)
class Line:
    """A row that was read."""

    done_on: date
    kind: OwnKind
    count: int
    key: str


def check_may_bring(by: Actor) -> None:
    """Let reps bring in their own, and those who lead or set up that of others.

    :raises MayNotBring: for anybody else.
    """
    if not by.has(*BRING):
        raise MayNotBring


def read_row(row: OwnRow) -> Line:
    """Read a row; without a count it is one deed.

    :raises Refusal: for the first cell that cannot be read, in words.
    """
    key = row.key.strip()
    if len(key) > LONGEST_KEY:
        raise KeyTooLong(key=key[:40], longest=LONGEST_KEY)
    return Line(day_told(row.day), kind_called(row.kind), _count(row.count), key)


def day_told(told: str) -> date:
    """Give the day that a cell tells, the year first or last.

    :raises NotADay: for any other text.
    """
    parts = told.strip().split(" ")[0].split("T")[0].replace("/", "-").replace(".", "-").split("-")
    if len(parts) == 3 and len(parts[2]) == 4:
        parts.reverse()
    try:
        year, month, day = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        raise NotADay(told=told[:40]) from None


def kind_called(told: str) -> OwnKind:
    """Give the kind of a word, in English or French, whatever its capitals.

    :raises NotAKind: for any other word.
    """
    word = told.strip().casefold()
    for kind, names in KINDS.items():
        if word in (kind.value, *names):
            return kind
    raise NotAKind(told=told[:40])


def keys_of(lines: list[tuple[object, Line]]) -> list[str]:
    """Give the key of each line of one table, with whose it is.

    A line without one is known by its person, day and kind, and by which of these it is: the
    same table brought in twice is known again, and two lines of one day stay two.
    """
    seen: Counter[object] = Counter()
    keys = []
    for person, line in lines:
        if line.key:
            keys.append(line.key)
            continue
        seen[person, line.done_on, line.kind] += 1
        number = seen[person, line.done_on, line.kind]
        keys.append(f"{line.done_on.isoformat()} {line.kind.value} {number}")
    return keys


def _count(told: str) -> int:
    bare = told.strip().removesuffix(".0").removesuffix(",0")
    if not bare:
        return 1
    if not (bare.isascii() and bare.isdigit() and len(bare) <= len(str(MOST))):
        raise WrongCount(least=1, most=MOST)
    return int(bare)
