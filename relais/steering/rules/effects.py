"""What is said of an act that figures proposed: what it may give, whether it worked (pure)."""

from enum import StrEnum


class Claim(StrEnum):
    """What a range is: at most that, what goes together, or nothing that can be said."""

    UPPER_BOUND = "upper_bound"
    ASSOCIATION = "association"
    NONE = "none"


class Effect(StrEnum):
    """What an act did."""

    WORKED = "worked"
    NOT_SHOWN = "not_shown"
    WORSE = "worse"
    NOT_ENOUGH_DATA = "not_enough_data"


class Rival(StrEnum):
    """What else may explain a change."""

    SEASON = "season"
    REGRESSION = "regression"
    MIX = "mix"
    WATCHED = "watched"
    OTHERS = "others"
