"""Every read of the return."""

from relais.roi.queries.returns import (
    Line,
    cost_of,
    costs_until,
    money_of,
    returns_of,
    waste_of,
    wasted,
    wastes_of,
)

__all__ = [
    "Line",
    "cost_of",
    "costs_until",
    "money_of",
    "returns_of",
    "waste_of",
    "wasted",
    "wastes_of",
]
