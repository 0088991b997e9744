"""Which leads would have been passed on, as an expression of the database: by score, or anew.

A version of a definition is put to leads without reading one of them: each value that companies,
contacts and places have is put to its criterion once, by the rule that scores leads.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import add, and_, or_
from typing import Any, Final
from uuid import UUID

from django.db.models import Case as Choice
from django.db.models import CharField, IntegerField, JSONField, Q, QuerySet, Value, When
from django.db.models.fields.json import KeyTransform, KeyTransformExact, KeyTransformIn
from django.db.models.lookups import GreaterThanOrEqual

from relais.campaigns.models import TargetDefinition
from relais.campaigns.rules.target import Criterion, Kind, Met, TargetFacts, score
from relais.campaigns.rules.target_json import parse_target
from relais.database.among import among
from relais.leads.models import Lead
from relais.leads.queries.scores import HORIZON
from relais.lib.errors import NotVisible
from relais.roi.queries.proof import Scope
from relais.roi.rules.what_if import Part, Supposed, points_needed

TEXT: Final = CharField(max_length=20)
LONGEST: Final = 600  # months to a purchase
Gate = Callable[[str], Any]  # of a lead that is reached by a path
Target = Sequence[Criterion]


def gate_of(scope: Scope, leads: QuerySet[Lead], supposed: Supposed) -> Gate | None:
    """Give what tells the part of a lead; None where all are passed on as they were.

    :raises NotVisible: for a version of no definition of the only campaign of the scope.
    """
    if supposed.definition:
        return _anew(_target(scope, supposed.definition), leads, supposed.minimum or 0)
    return None if supposed.minimum is None else _as_scored(scope, supposed.minimum)


def check_version(scope: Scope, supposed: Supposed) -> None:
    """Check that the version that is supposed, if any, is one of the only campaign's.

    :raises NotVisible: for another.
    """
    if supposed.definition:
        _target(scope, supposed.definition)


def versions_of(scope: Scope) -> list[TargetDefinition]:
    """List the versions that may be supposed, the latest first: those of the only campaign."""
    if len(scope.campaigns) != 1:
        return []
    rows = TargetDefinition.objects.of(scope.view.organization_id)
    return list(rows.filter(campaign=scope.campaigns[0].id).order_by("-version"))


def _as_scored(scope: Scope, minimum: int) -> Gate:
    """Tell leads that score so much, as they were scored when they were submitted."""
    every = TargetDefinition.objects.of(scope.view.organization_id)
    of = every.filter(campaign__in=[one.id for one in scope.campaigns])
    least = {row: _points(parse_target(told), minimum) for row, told in _criteria(of)}

    def gate(lead: str) -> Any:
        enough = [
            Q(**{f"{lead}definition": row, f"{lead}score__gte": points})
            for row, points in least.items()
        ]
        unknown = Q(**{f"{lead}score": None}) | Q(**{f"{lead}definition": None})
        return Choice(
            When(unknown, then=Value(Part.UNSCORED.value)),
            When(reduce(or_, enough, _nobody(lead)), then=Value(Part.KEPT.value)),
            default=Value(Part.LEFT_OUT.value),
            output_field=TEXT,
        )

    return gate


def _anew(target: Target, leads: QuerySet[Lead], minimum: int) -> Gate:
    """Tell leads that meet what a version requires, and score so much by it, as known today."""
    known, least = _known(target, leads), _points(target, minimum)

    def gate(lead: str) -> Any:
        meets = [(one, _meets(one, known, lead)) for one in target]
        required = reduce(and_, [met for one, met in meets if one.required], Q())
        zero: Any = Value(0)
        points = reduce(add, [_worth(one, met) for one, met in meets], zero)
        enough = Q(GreaterThanOrEqual(points, Value(least)))
        return Choice(
            When(required & enough, then=Value(Part.KEPT.value)),
            default=Value(Part.LEFT_OUT.value),
            output_field=TEXT,
        )

    return gate


@dataclass(frozen=True)
class _Known:
    """The values that the leads have, each once."""

    functions: Sequence[str]
    activities: Sequence[str]
    places: Sequence[tuple[str, str]]


def _known(target: Target, leads: QuerySet[Lead]) -> _Known:
    kinds = {one.kind for one in target}

    def values(kind: Kind, *columns: str) -> list[Any]:
        rows = leads.order_by().values_list(*columns).distinct()
        return list(rows) if kind in kinds else []

    return _Known(
        [one for (one,) in values(Kind.FUNCTION, "contact__function")],
        [one for (one,) in values(Kind.SECTOR, "account__activity_code")],
        values(Kind.AREA, "account__country", "account__postcode"),
    )


def _meets(one: Criterion, known: _Known, lead: str) -> Q:
    """Give the predicate of the leads that meet a criterion."""
    if one.kind is Kind.FUNCTION:
        fit = [each for each in known.functions if _fits(one, TargetFacts(function=each))]
        return among(f"{lead}contact__function", fit)
    if one.kind is Kind.SECTOR:
        fit = [each for each in known.activities if _fits(one, TargetFacts(activity=each))]
        return among(f"{lead}account__activity_code", fit)
    if one.kind is Kind.AREA:
        return _in_area(one, known, lead)
    if one.kind is Kind.SIZE:
        return _sized(one, f"{lead}account__size")
    path = f"{lead}sheet__answers"
    if one.kind is Kind.FREE:
        return Q(KeyTransformExact(_Answer(one.code, path, output_field=JSONField()), True))
    months = range(min(one.most, LONGEST) + 1) if one.most is not None else ()
    horizon = KeyTransform(HORIZON, path, output_field=JSONField())
    return Q(KeyTransformIn(horizon, list(months))) if months else _nobody(lead)


class _Answer(KeyTransform):
    """An answer by its code, whatever the code is: a lookup's name, with underscores, digits.

    Django takes a code of digits for a place in a list. To be compared with yes or no alone:
    SQLite gives those as types.
    """

    def as_postgresql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        """Take the value under the code."""
        answers, params, _ = self.preprocess_lhs(compiler, connection)
        return f"({answers} -> %s)", (*params, self.key_name)

    def as_sqlite(
        self, compiler: Any, connection: Any, **extra_context: Any
    ) -> tuple[str, tuple[Any, ...]]:
        """Take the type of the value under the code."""
        answers, params, _ = self.preprocess_lhs(compiler, connection)
        return f"JSON_TYPE({answers}, %s)", (*params, f"$.{json.dumps(self.key_name)}")


def _in_area(one: Criterion, known: _Known, lead: str) -> Q:
    fit: dict[str, list[str]] = {}
    for country, postcode in known.places:
        if _fits(one, TargetFacts(country=country, postcode=postcode)):
            fit.setdefault(country, []).append(postcode)
    places = [
        Q((f"{lead}account__country", country)) & among(f"{lead}account__postcode", codes)
        for country, codes in fit.items()
    ]
    return reduce(or_, places, _nobody(lead))


def _sized(one: Criterion, size: str) -> Q:
    least = Q() if one.least is None else Q((f"{size}__gte", one.least))
    most = Q() if one.most is None else Q((f"{size}__lte", one.most))
    return Q((f"{size}__isnull", False)) & least & most


def _fits(one: Criterion, facts: TargetFacts) -> bool:
    return score((one,), facts=facts).results[0].met is Met.YES


def _worth(one: Criterion, met: Q) -> Any:
    return Choice(When(met, then=Value(one.weight)), default=Value(0), output_field=IntegerField())


def _points(target: Iterable[Criterion], minimum: int) -> int:
    return points_needed(minimum, of=sum(one.weight for one in target))


def _target(scope: Scope, definition_id: UUID) -> Target:
    found = [one for one in versions_of(scope) if one.id == definition_id]
    if not found:
        raise NotVisible
    return parse_target(found[0].criteria)


def _criteria(rows: QuerySet[TargetDefinition]) -> list[tuple[UUID, Any]]:
    return list(rows.values_list("id", "criteria"))


def _nobody(lead: str) -> Q:
    return Q(**{f"{lead}id__in": []})
