"""Ordered rules: which unit or person a lead is for, by place, activity, size and product."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from relais.accounts.rules.segments import EVERYWHERE, areas_of, bare, has_activity, has_size
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class WrongRule(Refusal):
    """A rule that cannot be followed."""

    code = "wrong_rule"
    message = gettext_noop("A rule names one unit or one person, and its limits in order.")


class LeadFacts(NamedTuple):
    """What of a lead the rules look at; what is not known is empty, and `on` is the day."""

    on: date
    country: str = ""
    postcode: str = ""
    activity: str = ""
    size: int | None = None
    product: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the rules. A criterion that is empty lets everything pass.

    `areas` are French departments ("69", "2A", "974") or beginnings of postcodes ("690");
    `activities` are beginnings of activity codes, with or without dot. Both ends of sizes and
    of validity belong to the rule.

    :raises WrongRule: when it names both or neither of unit and person, or limits are reversed.
    """

    id: UUID
    position: int
    unit_id: UUID | None = None
    person_id: UUID | None = None
    country: str = ""
    areas: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    size_min: int | None = None
    size_max: int | None = None
    products: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_until: date | None = None

    def __post_init__(self) -> None:
        sizes = self.size_min is None or self.size_max is None or self.size_min <= self.size_max
        days = not (self.valid_from and self.valid_until) or self.valid_from <= self.valid_until
        if (self.unit_id is None) == (self.person_id is None) or not (sizes and days):
            raise WrongRule


def matches(rule: Rule, facts: LeadFacts) -> bool:
    """Tell whether a rule is for this lead; a lead of which a criterion is unknown is not."""
    return first_match([rule], facts) is not None


def first_match(rules: Iterable[Rule], facts: LeadFacts) -> Rule | None:
    """Find the first rule, by position, that is for this lead."""
    return next(RuleBook(rules).matching(facts), None)


class RuleBook:
    """The rules of an organization in their order, quick to ask for thousands of leads."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = sorted(rules, key=lambda rule: (rule.position, rule.id.int))
        self._by_area: defaultdict[str, list[int]] = defaultdict(list)
        self._by_postcode: dict[str, list[int]] = {}
        for place, rule in enumerate(self._rules):
            for area in rule.areas or (EVERYWHERE,):
                self._by_area[bare(area)].append(place)

    def matching(self, facts: LeadFacts) -> Iterator[Rule]:
        """Yield the rules for this lead, first one first."""
        places = self._by_postcode.get(facts.postcode)
        if places is None:
            places = self._by_postcode[facts.postcode] = self._of(facts.postcode)
        for place in places:
            if _fits(self._rules[place], facts):
                yield self._rules[place]

    def _of(self, postcode: str) -> list[int]:
        areas = self._by_area.keys() & areas_of(postcode)
        return sorted({place for area in areas for place in self._by_area[area]})


def _fits(rule: Rule, facts: LeadFacts) -> bool:
    return (
        (not rule.country or rule.country.upper() == facts.country.upper())
        and (not rule.activities or has_activity(facts.activity, prefixes=rule.activities))
        and (not rule.products or facts.product in rule.products)
        and has_size(facts.size, least=rule.size_min, most=rule.size_max)
        and (rule.valid_from is None or rule.valid_from <= facts.on)
        and (rule.valid_until is None or facts.on <= rule.valid_until)
    )
