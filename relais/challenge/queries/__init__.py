"""Every read of points and challenges."""

from relais.challenge.models import Challenge, Entrant, Entry, Prize
from relais.challenge.queries.challenges import (
    challenges_visible_to,
    entrant_of,
    get_challenge,
    prizes_of,
    rules_told,
    today_of,
    ways_to_join,
)
from relais.challenge.queries.held import held_of_person
from relais.challenge.queries.points import (
    SHOWN,
    entries_on,
    entries_visible_to,
    latest_gains,
    points_of,
    public_standing,
    team_standing,
)
from relais.challenge.queries.standing import (
    OwnPlace,
    PersonPlace,
    Standing,
    TeamPlace,
    Winning,
    latest_of,
    own_entries,
    public_places,
    standing_of,
    weeks_over,
)
from relais.challenge.rules.game import (
    DEAREST,
    FURTHEST_PLACE,
    MOST_TOTAL,
    ChallengeKind,
    ChallengeState,
    Rules,
    Side,
)
from relais.challenge.rules.points import PointRule

__all__ = [
    "DEAREST",
    "FURTHEST_PLACE",
    "MOST_TOTAL",
    "SHOWN",
    "Challenge",
    "ChallengeKind",
    "ChallengeState",
    "Entrant",
    "Entry",
    "OwnPlace",
    "PersonPlace",
    "PointRule",
    "Prize",
    "Rules",
    "Side",
    "Standing",
    "TeamPlace",
    "Winning",
    "challenges_visible_to",
    "entrant_of",
    "entries_on",
    "entries_visible_to",
    "get_challenge",
    "held_of_person",
    "latest_gains",
    "latest_of",
    "own_entries",
    "points_of",
    "prizes_of",
    "public_places",
    "public_standing",
    "rules_told",
    "standing_of",
    "team_standing",
    "today_of",
    "ways_to_join",
    "weeks_over",
]
