"""A proof as it is kept for a day: its sums, none of a rep, and what each lead bears (pure)."""

from collections import Counter
from dataclasses import asdict
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from relais.campaigns.rules.terms import CostKind
from relais.measures.rules import Rate
from relais.roi.rules.cohorts import Cohort, Cohorts, Curve
from relais.roi.rules.costs import CostLine, Wasted
from relais.roi.rules.proof import Left, Proof, Ripe, Stage, Step
from relais.statistics.intervals import Interval


def kept_proof(proof: Proof) -> dict[str, Any]:
    """Write a proof down."""
    return {
        "currency": proof.currency,
        "steps": [_kept_step(step) for step in proof.steps],
        "costs": {kind.value: cost for kind, cost in proof.costs.items()},
        "margin": proof.margin,
        "told": proof.told,
        "reps": proof.reps,
        "interval": _kept_interval(proof.interval),
        "wasted": {line: [lost.count, lost.amount] for line, lost in proof.wasted.items()},
        "left": asdict(proof.left) | {"signed": _kept_rate(proof.left.signed)},
        "unborne": proof.unborne,
        "ripe": proof.ripe and _kept_ripe(proof.ripe),
    }


def proof_kept(kept: dict[str, Any]) -> Proof:
    """Tell a proof that was written down: the same."""
    left, ripe = kept["left"], kept["ripe"]
    return Proof(
        kept["currency"],
        [_step_kept(step) for step in kept["steps"]],
        {CostKind(kind): cost for kind, cost in kept["costs"].items()},
        kept["margin"],
        kept["told"],
        kept["reps"],
        _interval_kept(kept["interval"]),
        {line: Wasted(*lost) for line, lost in kept["wasted"].items()},
        Left(**{**left, "signed": _rate_kept(left["signed"])}),
        kept["unborne"],
        ripe and _ripe_kept(ripe),
    )


def kept_cohorts(cohorts: Cohorts) -> dict[str, Any]:
    """Write months of transmission down, and the curve as how many signatures came on which day."""
    months = [asdict(one) | {"month": one.month.isoformat()} for one in cohorts.months]
    return {"months": months, "curve": sorted(Counter(cohorts.curve.days).items())}


def cohorts_kept(kept: dict[str, Any]) -> Cohorts:
    """Tell months and curve that were written down."""
    months = [
        Cohort(**{**one, "month": date.fromisoformat(one["month"])}) for one in kept["months"]
    ]
    return Cohorts(months, Curve([day for day, count in kept["curve"] for _ in range(count)]))


def kept_line(line: CostLine) -> list[Any]:
    """Write down what a line pays, for what, and when."""
    until, hours = line.until, line.hours
    return [
        line.kind.value,
        line.amount,
        line.since.isoformat(),
        until and until.isoformat(),
        None if hours is None else str(hours),
        line.minutes,
        line.call_center_id and str(line.call_center_id),
    ]


def line_kept(kept: list[Any]) -> CostLine:
    """Tell a line that was written down."""
    kind, amount, since, until, hours, minutes, center = kept
    return CostLine(
        CostKind(kind),
        amount,
        date.fromisoformat(since),
        until and date.fromisoformat(until),
        None if hours is None else Decimal(hours),
        minutes,
        center and UUID(center),
    )


def _kept_step(step: Step) -> list[Any]:
    return [step.stage.value, step.count, step.rate and _kept_rate(step.rate), step.each]


def _step_kept(kept: list[Any]) -> Step:
    stage, count, rate, each = kept
    return Step(Stage(stage), count, rate and _rate_kept(rate), each)


def _kept_rate(rate: Rate) -> list[int]:
    return [rate.numerator, rate.denominator]


def _rate_kept(kept: list[int]) -> Rate:
    return Rate.of(*kept)


def _kept_interval(interval: Interval | None) -> list[float] | None:
    return [interval.low, interval.high] if interval else None


def _interval_kept(kept: list[float] | None) -> Interval | None:
    return Interval(*kept) if kept else None


def _kept_ripe(ripe: Ripe) -> dict[str, Any]:
    told = {"before": ripe.before.isoformat(), "interval": _kept_interval(ripe.interval)}
    return asdict(ripe) | told


def _ripe_kept(kept: dict[str, Any]) -> Ripe:
    told = {"before": date.fromisoformat(kept["before"])}
    return Ripe(**{**kept, **told, "interval": _interval_kept(kept["interval"])})
