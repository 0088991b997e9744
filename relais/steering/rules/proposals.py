"""From a diagnosis to what may be done about it: to whom, what for, until when (pure).

A proposal is a unit's, never a person's: its manager knows his reps. What it may give is a range
over a quarter, from the ends of an interval; it is an upper bound, or an association, never a
promise. docs/methods.md says how each is reckoned.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import ceil, floor
from typing import Any, Final
from uuid import UUID

import numpy as np

from relais.acts.rules import ActKind
from relais.diagnosis.rules import Diagnosis, RepCounts
from relais.diagnosis.rules.associations import Association, Factor
from relais.statistics.clustered import by_reps
from relais.statistics.intervals import between, wilson
from relais.statistics.power import design_effect, per_group
from relais.statistics.verdict import Verdict
from relais.steering.rules.effects import Claim
from relais.steering.rules.proposal_words import Rule, words_of

QUARTER: Final = 13  # weeks
TO_DO_IT: Final = timedelta(weeks=4)
FEWEST_WEEKS: Final = 6
MOST_WEEKS: Final = 26
MOST: Final = 12  # proposals at once, and of one rule: more are not read
MOST_OF_A_RULE: Final = 4
FAILING: Final = 0.1  # of the due, from which what is common to all is worth an act
FEWEST: Final = 5  # silent, or upheld, or without: fewer are no matter of steering
TOGETHER: Final = 0.05  # how far a rep's appointments go together, for the size of a sample


class Metric(StrEnum):
    """What is counted again: each a share that is to rise."""

    HONOURED = "honoured"
    TOLD = "told"
    NOT_UPHELD = "not_upheld"


KINDS: Final[dict[Rule, ActKind]] = {
    Rule.GROUP_ALONE: ActKind.ACCOMPANY,
    Rule.GROUP_FOLLOWED: ActKind.COACH,
    Rule.BEHIND: ActKind.COACH,
    Rule.COMMON: ActKind.CLARIFY_DEFINITION,
    Rule.FOLLOWED: ActKind.FOLLOW_LEADS,
    Rule.CONTACTED: ActKind.CALL_BEFORE_VISIT,
    Rule.SHEET: ActKind.COMPLETE_SHEETS,
    Rule.UNTOLD: ActKind.ASK_OUTCOMES,
    Rule.UPHELD: ActKind.CLARIFY_DEFINITION,
}
METRICS: Final = {Rule.UNTOLD: Metric.TOLD, Rule.UPHELD: Metric.NOT_UPHELD}
BY_FACTOR: Final = {
    Factor.FOLLOWED: Rule.FOLLOWED,
    Factor.CONTACTED: Rule.CONTACTED,
    Factor.SHEET: Rule.SHEET,
}


@dataclass(frozen=True)
class Part:
    """A unit's share of a diagnosis: its reps' counts, who of them is in the group apart.

    `weekly` is how many appointments fall due there a week; `kinds` gives, for a factor, how
    many due appointments had it and had it not.
    """

    unit_id: UUID
    reps: tuple[RepCounts, ...]
    apart: frozenset[str] = frozenset()
    weekly: float = 0.0
    kinds: Mapping[Factor, tuple[int, int]] | None = None

    @property
    def due(self) -> int:
        """Give how many appointments were due."""
        return sum(rep.due for rep in self.reps)

    @property
    def honoured(self) -> int:
        """Give how many of them were honoured."""
        return sum(rep.honoured for rep in self.reps)

    @property
    def silent(self) -> int:
        """Give of how many nobody has said what happened."""
        return sum(rep.silent for rep in self.reps)


@dataclass(frozen=True)
class Disputes:
    """Of a reason: disputes decided and upheld; and leads transmitted, all reasons together."""

    reason: str
    decided: int
    upheld: int
    transmitted: int
    all_upheld: int


@dataclass(frozen=True)
class Worth:
    """What one honoured appointment has brought: margin in minor units, from the interval."""

    low: float
    high: float
    currency: str


@dataclass(frozen=True)
class Found:
    """All that proposals are drawn from; the first of `parts` is the whole."""

    diagnosis: Diagnosis
    associations: Sequence[Association]
    parts: Sequence[Part]
    disputes: Sequence[Disputes] = ()
    worth: Worth | None = None


@dataclass(frozen=True)
class Proposal:
    """An act that the figures propose for a unit.

    `visits` is what a quarter may gain; `needed` how many due appointments tell whether it
    worked, None where that cannot be said; `weeks` how long they take to come; `k` of `n` stood
    before, and `of` is what the words count: silent appointments, disputes upheld.
    """

    rule: Rule
    unit_id: UUID
    claim: Claim
    k: int
    n: int
    visits: tuple[float, float] | None = None
    money: tuple[int, int] | None = None
    currency: str = ""
    needed: int | None = None
    weeks: int = QUARTER
    of: int = 0
    about: str = ""

    @property
    def kind(self) -> ActKind:
        """Give what is to be done."""
        return KINDS[self.rule]

    def words(self, *, language: str) -> str:
        """Write what is to be done, in French or else in English."""
        return words_of(self.rule, of=self.of, about=self.about, language=language)

    @property
    def metric(self) -> Metric:
        """Give what is counted again."""
        return METRICS.get(self.rule, Metric.HONOURED)

    def measure_on(self, today: date) -> date:
        """Give the day to measure again: once it is done, and appointments enough have come."""
        return today + TO_DO_IT + timedelta(weeks=self.weeks)

    def kept(self) -> dict[str, Any]:
        """Give it as JSON; it holds no figure of a single rep."""
        return {**asdict(self), "unit_id": str(self.unit_id)}

    def expected(self) -> dict[str, Any]:
        """Give what is expected, as the act keeps it (docs/methods.md)."""
        return {
            "claim": self.claim.value,
            "visits": self.visits and [round(each, 1) for each in self.visits],
            "money": self.money and list(self.money),
            "currency": self.currency,
            "quarter_weeks": QUARTER,
            "needed": self.needed,
            "weeks": self.weeks,
        }

    def baseline(self) -> dict[str, Any]:
        """Give what stood before, as the act keeps it (docs/methods.md)."""
        return {
            "rule": self.rule.value,
            "metric": self.metric.value,
            "k": self.k,
            "n": self.n,
            "of": self.of,
            "about": self.about,
        }


def of_kept(kept: Mapping[str, Any]) -> Proposal:
    """Read a proposal from JSON."""
    ends = {name: kept[name] and tuple(kept[name]) for name in ("visits", "money")}
    named = {"rule": Rule(kept["rule"]), "claim": Claim(kept["claim"])}
    return Proposal(**{**kept, **named, **ends, "unit_id": UUID(kept["unit_id"])})


def propose(found: Found) -> list[Proposal]:
    """List what may be done, what promises most first; the same rule once a unit.

    Where nobody has said what became of most, only that is asked for: the rest is not known.
    """
    whole = found.parts[0]
    told = () if 2 * whole.silent > whole.due else (*_by_verdict(found), *_by_association(found))
    every = [*told, *_untold(found), *_upheld(found)]
    ranked = sorted(every, key=lambda one: -(one.visits[1] if one.visits else 0.0))
    seen: Counter[Rule] = Counter()
    kept = []
    for one in ranked:
        seen[one.rule] += 1
        if seen[one.rule] <= MOST_OF_A_RULE:
            kept.append(one)
    return kept[:MOST]


def _by_verdict(found: Found) -> Iterator[Proposal]:
    verdict = found.diagnosis.verdict
    if verdict is Verdict.POLARISED:
        yield from filter(None, (_accompany(found, part) for part in _lowest(found.parts)))
    elif verdict is Verdict.SPREAD:
        yield from filter(None, (_behind(found, part) for part in found.parts[1:]))
    elif verdict is Verdict.UNIFORM:
        whole = found.parts[0]
        if whole.due - whole.honoured >= FAILING * whole.due:
            yield _about(Rule.COMMON, whole, Claim.NONE)


def _lowest(parts: Sequence[Part]) -> Sequence[Part]:
    """Leave out the whole where units below it are known."""
    return parts[1:] or parts


def _accompany(found: Found, part: Part) -> Proposal | None:
    """Be with those of the group apart; where leads are followed already, train them."""
    group = [rep for rep in part.reps if rep.rep in part.apart]
    others = [rep for rep in found.parts[0].reps if rep.rep not in found.parts[0].apart]
    if not group or not others:
        return None
    followed, alone = (part.kinds or {}).get(Factor.FOLLOWED, (0, 0))
    rule = Rule.GROUP_FOLLOWED if followed > alone else Rule.GROUP_ALONE
    all_apart = [rep for rep in found.parts[0].reps if rep.rep in found.parts[0].apart]
    share = sum(rep.due for rep in group) / part.due
    return _gaining(rule, part, Claim.UPPER_BOUND, _apart(others, all_apart), share, found.worth)


def _behind(found: Found, part: Part) -> Proposal | None:
    """Train a unit that honours less than the others do, more than chance explains."""
    mine = {rep.rep for rep in part.reps}
    others = [rep for rep in found.parts[0].reps if rep.rep not in mine]
    if not others or len(part.reps) < FEWEST:
        return None
    value, low, high = _apart(others, part.reps)
    if low <= 0:
        return None
    return _gaining(Rule.BEHIND, part, Claim.UPPER_BOUND, (value, low, high), 1.0, found.worth)


def _by_association(found: Found) -> Iterator[Proposal]:
    for one in found.associations:
        rule = BY_FACTOR.get(one.factor)
        held = one.within if one.within and one.within.holds else one.between
        if rule is None or held is None or not held.holds or held.low <= 0:
            continue
        for part in _lowest(found.parts):
            without = (part.kinds or {}).get(one.factor, (0, 0))[1]
            if without >= max(FEWEST, FAILING * part.due):
                change = (held.value, held.low, held.high)
                share = without / part.due
                yield _gaining(rule, part, Claim.ASSOCIATION, change, share, found.worth)


def _untold(found: Found) -> Iterator[Proposal]:
    for part in _lowest(found.parts):
        if part.silent >= max(FEWEST, FAILING * part.due):
            told = part.due - part.silent
            yield _about(Rule.UNTOLD, part, Claim.NONE, k=told, of=part.silent)


def _upheld(found: Found) -> Iterator[Proposal]:
    """Clarify the target where disputes about one thing are found right time and again."""
    whole = found.parts[0]
    for one in found.disputes:
        bounds = wilson(one.upheld, one.decided)
        if one.upheld >= FEWEST and bounds is not None and bounds.low > 1 / 3:
            kept = one.transmitted - one.all_upheld
            yield Proposal(
                Rule.UPHELD, whole.unit_id, Claim.NONE,
                k=kept, n=one.transmitted, of=one.upheld, about=one.reason,
            )  # fmt: skip
            return


def _about(rule: Rule, part: Part, claim: Claim, *, k: int | None = None, of: int = 0) -> Proposal:
    kept = part.honoured if k is None else k
    return Proposal(rule, part.unit_id, claim, k=kept, n=part.due, of=of)


def _gaining(
    rule: Rule,
    part: Part,
    claim: Claim,
    change: tuple[float, float, float],
    share: float,
    worth: Worth | None,
) -> Proposal:
    """Reckon what a quarter gains if a share of the unit's appointments changed by so much."""
    value, low, high = change
    due = part.weekly * QUARTER * share
    visits = (max(0.0, low) * due, max(0.0, high) * due)
    money = (floor(visits[0] * worth.low), ceil(visits[1] * worth.high)) if worth else None
    needed = _needed(part, value * share)
    weeks = ceil(needed / part.weekly) if needed and part.weekly else MOST_WEEKS
    return Proposal(
        rule,
        part.unit_id,
        claim,
        k=part.honoured,
        n=part.due,
        visits=visits if part.weekly else None,
        money=money if part.weekly else None,
        currency=worth.currency if worth else "",
        needed=needed,
        weeks=min(max(weeks, FEWEST_WEEKS), MOST_WEEKS),
    )


def _needed(part: Part, change: float) -> int | None:
    """Give how many due appointments tell such a change, with a power of four in five."""
    before = min(max(part.honoured / part.due, 0.01), 0.99)
    after = min(before + change, 0.99)
    if after <= before:
        return None
    each = part.due / len(part.reps)
    return per_group(after, before, together=design_effect(each, TOGETHER))


def _apart(better: Sequence[RepCounts], worse: Sequence[RepCounts]) -> tuple[float, float, float]:
    """Give by how much some honour more than others, with the interval, reps being the units."""
    (p1, one), (p0, other) = _rate(better), _rate(worse)
    if one is None or other is None:
        return 0.0, -1.0, 1.0
    return p1 - p0, *between(p1, one, p0, other)


def _rate(reps: Sequence[RepCounts]) -> tuple[float, Any]:
    k = np.array([rep.honoured for rep in reps], dtype=np.int64)
    n = np.array([rep.due for rep in reps], dtype=np.int64)
    due = int(n.sum())
    return (float(k.sum()) / due if due else 0.0), by_reps(k, n)
