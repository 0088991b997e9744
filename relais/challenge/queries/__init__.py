"""Every read of points and challenges."""

from relais.challenge.models import Challenge, Entrant, Entry, Prize
from relais.challenge.queries.challenges import (
    challenges_visible_to,
    entrant_of,
    get_challenge,
    prizes_by_lot,
    prizes_of,
    rules_told,
    today_of,
    ways_to_join,
)
from relais.challenge.queries.draws import DrawTold, commitment_to, draw_of, own_tickets
from relais.challenge.queries.held import held_of_person
from relais.challenge.queries.over import challenges_over
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
from relais.challenge.queries.winnings import PrizeWon, prizes_won
from relais.challenge.rules.draw import CHECK
from relais.challenge.rules.game import (
    DEAREST,
    FURTHEST_PLACE,
    MOST_TOTAL,
    ChallengeKind,
    ChallengeState,
    Rules,
    Side,
    Tickets,
)
from relais.challenge.rules.points import PointRule

__all__ = [
    "CHECK",
    "DEAREST",
    "FURTHEST_PLACE",
    "MOST_TOTAL",
    "SHOWN",
    "Challenge",
    "ChallengeKind",
    "ChallengeState",
    "DrawTold",
    "Entrant",
    "Entry",
    "OwnPlace",
    "PersonPlace",
    "PointRule",
    "Prize",
    "PrizeWon",
    "Rules",
    "Side",
    "Standing",
    "TeamPlace",
    "Tickets",
    "Winning",
    "challenges_over",
    "challenges_visible_to",
    "commitment_to",
    "draw_of",
    "entrant_of",
    "entries_on",
    "entries_visible_to",
    "get_challenge",
    "held_of_person",
    "latest_gains",
    "latest_of",
    "own_entries",
    "own_tickets",
    "points_of",
    "prizes_by_lot",
    "prizes_of",
    "prizes_won",
    "public_places",
    "public_standing",
    "rules_told",
    "standing_of",
    "team_standing",
    "today_of",
    "ways_to_join",
    "weeks_over",
]
