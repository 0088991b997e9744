"""Who listens to the log, what the clock does, which guards the database holds: lists to read."""

from typing import Any, Final

from relais.appointments import projections as appointments
from relais.appointments.models import SLOTS_APART
from relais.campaigns.actions import fetch_daily, keep_currency
from relais.challenge import projections as challenge
from relais.challenge.actions.fair_clock import look_daily
from relais.challenge.actions.points_clock import forget_points
from relais.challenge.actions.weekly import write_weekly
from relais.challenge.adapters import ENCLOSED as OF_CHALLENGES
from relais.challenge.adapters import FILLED
from relais.coaching.actions import measure_plans, tell_by
from relais.database.triggers import Guard, apart, append_only, expect, install
from relais.diagnosis.actions import compute as computing
from relais.diagnosis.actions.compute import forget_earlier
from relais.leads.actions.rebuild import Projection, know
from relais.leads.log import Holder, Listener, hold, listen
from relais.notifications import projections as notifications
from relais.notifications.actions import tell_persons
from relais.notifications.actions.clock import Timely, do_beside
from relais.outbox.adapters import enclose, fill
from relais.outbox.adapters import know as know_channels
from relais.roi.actions.months import check_currency
from relais.routing import projections as routing
from relais.steering.actions.clock import measure_due
from relais.steering.adapters import CHANNELS, ENCLOSED

# Rows drawn from the log, which `relais rebuild` draws anew, and who is told of events beside.
PROJECTIONS: Final[tuple[Projection, ...]] = (
    Projection("appointments", appointments.apply, appointments.clear),
    Projection("routing", routing.apply, routing.clear),
    Projection("challenge", challenge.apply, challenge.clear, challenge.drawing),
)

LISTENERS: Final[tuple[Listener, ...]] = (
    *(projection.apply for projection in PROJECTIONS),
    notifications.apply,
)

# Who holds something before events are dated.
HOLDERS: Final[tuple[Holder, ...]] = (challenge.hold,)

# What the clock does in each organization beside the hand-over's own.
TIMELY: Final[tuple[Timely, ...]] = (
    measure_due,
    measure_plans,
    look_daily,
    forget_points,
    forget_earlier,
    fetch_daily,
    write_weekly,
)

# What computes beside the pages, by its kind; loaded when something waits.
COMPUTED: Final = {
    "verdict": "relais.diagnosis.actions.verdict:compute_verdict",
    "goes_with": "relais.diagnosis.actions.verdict:compute_goes_with",
    "proof": "relais.diagnosis.actions.proof:compute_proof",
    "what_if": "relais.diagnosis.actions.what_if:compute_what_if",
    "centers": "relais.diagnosis.actions.centers:compute_centers",
    "closing": "relais.diagnosis.actions.closing:compute_closing",
    "fair_look": "relais.diagnosis.actions.fair:compute_look",
    "proposals": "relais.steering.actions.proposals:compute_proposals",
}

# What a challenge tells of single persons goes a year after its end.
FORGOTTEN: Final = (
    "EXISTS (SELECT 1 FROM challenge_challenge c"
    " WHERE c.id = OLD.challenge_id AND c.forgotten_at IS NOT NULL)"
)

GUARDS: Final[tuple[Guard, ...]] = (
    append_only("leads_leadevent"),
    append_only("experiments_arm"),
    append_only("coaching_grid"),
    append_only("challenge_ruleset"),
    append_only("challenge_final", forgotten=f"OLD.person_id IS NOT NULL AND {FORGOTTEN}"),
    append_only("challenge_seed"),
    append_only("challenge_draw"),
    append_only("challenge_drawn", forgotten=FORGOTTEN),
    append_only("challenge_fairround"),
    append_only("challenge_fairdrawn"),
    append_only("privacy_certificate"),
    append_only("privacy_disclosure"),
    append_only("privacy_readperson"),
    append_only("roi_closedmonth"),
    append_only("roi_frozenfigure"),
    append_only("roi_statement"),
    apart(
        "appointments_appointment",
        name=SLOTS_APART,
        whose="rep_id",
        since="occupied_from",
        until="occupied_until",
        when="occupying",
    ),
)


def wire() -> None:
    """Tell the log who listens and holds, the clock what it does, coaching who tells people,
    `doctor` what must stand, and the outbox what rooms above it send.
    """
    listen(LISTENERS)
    hold(HOLDERS)
    know(PROJECTIONS)
    expect(GUARDS)
    do_beside(TIMELY)
    tell_by((tell_persons,))
    computing.know(COMPUTED)
    keep_currency((check_currency,))
    know_channels(CHANNELS)
    enclose(ENCLOSED | OF_CHALLENGES)
    fill(FILLED)


def lay_guards(**_: Any) -> None:
    """Lay the database's guards; called after every migrate."""
    install(GUARDS)
