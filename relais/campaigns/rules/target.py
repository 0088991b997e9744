"""Whom a campaign looks for, as rules that score a lead: each criterion counts its weight."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import filterfalse
from typing import Final
from unicodedata import combining, normalize

from relais.accounts.rules.segments import areas_of, bare, has_activity, has_size


class Kind(StrEnum):
    """What of a lead a criterion looks at."""

    FUNCTION = "function"
    SECTOR = "sector"
    SIZE = "size"
    AREA = "area"
    HORIZON = "horizon"
    FREE = "free"


class Met(StrEnum):
    """Whether a lead meets a criterion; what is not known of a lead meets none."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Criterion:
    """One thing that is wanted.

    `values` are words of the function, beginnings of activity codes, or areas (departments,
    beginnings of postcodes); `least` and `most` are employees, `most` also months to a purchase;
    `question` is what a free criterion asks, to be answered by yes.
    """

    code: str
    kind: Kind
    weight: int = 1
    required: bool = False
    values: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    question: str = ""


@dataclass(frozen=True, slots=True)
class TargetFacts:
    """What is known of a lead; `answers` are those to free criteria, by their code."""

    function: str = ""
    activity: str = ""
    size: int | None = None
    country: str = ""
    postcode: str = ""
    horizon_months: int | None = None
    answers: Mapping[str, bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CriterionResult:
    """How a lead stands to one criterion."""

    criterion: Criterion
    met: Met


@dataclass(frozen=True, slots=True)
class Score:
    """How a lead stands to a target: points of at most `maximum`, criterion by criterion."""

    points: int
    maximum: int
    results: tuple[CriterionResult, ...]

    @property
    def missing_required(self) -> tuple[str, ...]:
        """List the codes of required criteria that the lead does not meet."""
        return tuple(
            result.criterion.code
            for result in self.results
            if result.criterion.required and result.met is not Met.YES
        )

    @property
    def percent(self) -> int:
        """Give the points as a part of hundred, rounded down; 100 where nothing is wanted."""
        return 100 * self.points // self.maximum if self.maximum else 100


def score(target: tuple[Criterion, ...], *, facts: TargetFacts) -> Score:
    """Score a lead against a version of a target."""
    results = tuple(CriterionResult(each, _TESTS[each.kind](each, facts)) for each in target)
    return Score(
        points=sum(result.criterion.weight for result in results if result.met is Met.YES),
        maximum=sum(criterion.weight for criterion in target),
        results=results,
    )


def _function(wanted: Criterion, facts: TargetFacts) -> Met:
    if not facts.function:
        return Met.UNKNOWN
    words = _plain(facts.function)
    return _met(any(_plain(value) in words for value in wanted.values))


def _plain(text: str) -> str:
    """Give a text without accents, case and punctuation, between spaces: whole words are sought."""
    letters = filterfalse(combining, normalize("NFKD", text.casefold()))
    words = "".join(letter if letter.isalnum() else " " for letter in letters).split()
    return f" {' '.join(words)} "


def _sector(wanted: Criterion, facts: TargetFacts) -> Met:
    if not facts.activity:
        return Met.UNKNOWN
    return _met(has_activity(facts.activity, prefixes=wanted.values))


def _size(wanted: Criterion, facts: TargetFacts) -> Met:
    if facts.size is None:
        return Met.UNKNOWN
    return _met(has_size(facts.size, least=wanted.least, most=wanted.most))


def _area(wanted: Criterion, facts: TargetFacts) -> Met:
    if (wanted.countries and not facts.country) or (wanted.values and not facts.postcode):
        return Met.UNKNOWN
    abroad = wanted.countries and facts.country.upper() not in wanted.countries
    areas = areas_of(facts.postcode)
    return _met(not abroad and (not wanted.values or any(bare(v) in areas for v in wanted.values)))


def _horizon(wanted: Criterion, facts: TargetFacts) -> Met:
    if facts.horizon_months is None or wanted.most is None:
        return Met.UNKNOWN
    return _met(facts.horizon_months <= wanted.most)


def _free(wanted: Criterion, facts: TargetFacts) -> Met:
    answer = facts.answers.get(wanted.code)
    return Met.UNKNOWN if answer is None else _met(answer)


def _met(answer: bool) -> Met:
    return Met.YES if answer else Met.NO


_TESTS: Final[dict[Kind, Callable[[Criterion, TargetFacts], Met]]] = {
    Kind.FUNCTION: _function,
    Kind.SECTOR: _sector,
    Kind.SIZE: _size,
    Kind.AREA: _area,
    Kind.HORIZON: _horizon,
    Kind.FREE: _free,
}
