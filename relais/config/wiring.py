"""Who listens to the log, and which guards the database holds: two lists to read."""

from typing import Any, Final

from relais.appointments import projections as appointments
from relais.appointments.models import SLOTS_APART
from relais.challenge import projections as challenge
from relais.database.triggers import Guard, apart, append_only, expect, install
from relais.leads.actions.rebuild import Projection, know
from relais.leads.log import Listener, listen
from relais.notifications import projections as notifications
from relais.routing import projections as routing

# Rows drawn from the log, which `relais rebuild` draws anew, and who is told of events beside.
PROJECTIONS: Final[tuple[Projection, ...]] = (
    Projection("appointments", appointments.apply, appointments.clear),
    Projection("routing", routing.apply, routing.clear),
    Projection("challenge", challenge.apply, challenge.clear),
)

LISTENERS: Final[tuple[Listener, ...]] = (
    *(projection.apply for projection in PROJECTIONS),
    notifications.apply,
)

GUARDS: Final[tuple[Guard, ...]] = (
    append_only("leads_leadevent"),
    append_only("experiments_arm"),
    append_only("coaching_grid"),
    append_only("privacy_certificate"),
    append_only("privacy_disclosure"),
    append_only("privacy_readperson"),
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
    """Tell the log who listens, `rebuild` what is drawn from it, `doctor` what must stand."""
    listen(LISTENERS)
    know(PROJECTIONS)
    expect(GUARDS)


def lay_guards(**_: Any) -> None:
    """Lay the database's guards; called after every migrate."""
    install(GUARDS)
