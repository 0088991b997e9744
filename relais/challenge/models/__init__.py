"""Tables of the challenge room: everyday points, challenges, who takes part, fair play."""

from relais.challenge.models.draws import Charged, Draw, Drawn, Seed
from relais.challenge.models.fair import FairDrawn, FairLook, FairPoint, FairRemark, FairRound
from relais.challenge.models.kept import PointsKept
from relais.challenge.models.played import (
    Challenge,
    Entrant,
    Entry,
    Final,
    PointEntry,
    Prize,
    RuleSet,
    Total,
    Week,
)

__all__ = [
    "Challenge",
    "Charged",
    "Draw",
    "Drawn",
    "Entrant",
    "Entry",
    "FairDrawn",
    "FairLook",
    "FairPoint",
    "FairRemark",
    "FairRound",
    "Final",
    "PointEntry",
    "PointsKept",
    "Prize",
    "RuleSet",
    "Seed",
    "Total",
    "Week",
]
