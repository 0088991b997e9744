"""What the return is reckoned by: pure rules."""

from relais.roi.rules.costs import (
    CostLine,
    Money,
    Return,
    Waste,
    fixed_and_hourly,
    per_piece,
    per_stage,
)

__all__ = [
    "CostLine",
    "Money",
    "Return",
    "Waste",
    "fixed_and_hourly",
    "per_piece",
    "per_stage",
]
