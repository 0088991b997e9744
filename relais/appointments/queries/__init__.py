"""Every read of appointments."""

from relais.appointments.models import Appointment
from relais.appointments.queries.ahead import learn_unbooked, unbooked
from relais.appointments.queries.deeds import deeds_open_to, outcomes_possible
from relais.appointments.queries.diary import (
    DiaryEntry,
    buffer_of,
    busy_of,
    calendar_of_rep,
    check_in_post,
    diary_of,
    free_slots,
    outcome_due_at,
    shape_of,
)
from relais.appointments.queries.figures import (
    DueCounts,
    Unvisited,
    chosen,
    due_columns,
    due_counts,
    is_due,
    unvisited_per_week,
)
from relais.appointments.queries.held import held_of_contacts, held_of_person, prospect_acts
from relais.appointments.queries.listed import Listed, listed, shown_of
from relais.appointments.queries.lists import (
    appointments_of,
    appointments_visible_to,
    disagreements,
    facts_of,
    get_visible_appointment,
    lapsing,
    locked_appointment,
    outcomes_awaited,
    outcomes_due,
    reminders_due,
    silent,
    to_come,
    untold_counts,
)
from relais.appointments.rules import Dueness, Status, dueness
from relais.leads.events import CancelCause, Mode, Outcome

__all__ = [
    "Appointment",
    "CancelCause",
    "DiaryEntry",
    "DueCounts",
    "Dueness",
    "Listed",
    "Mode",
    "Outcome",
    "Status",
    "Unvisited",
    "appointments_of",
    "appointments_visible_to",
    "buffer_of",
    "busy_of",
    "calendar_of_rep",
    "check_in_post",
    "chosen",
    "deeds_open_to",
    "diary_of",
    "disagreements",
    "due_columns",
    "due_counts",
    "dueness",
    "facts_of",
    "free_slots",
    "get_visible_appointment",
    "held_of_contacts",
    "held_of_person",
    "is_due",
    "lapsing",
    "learn_unbooked",
    "listed",
    "locked_appointment",
    "outcome_due_at",
    "outcomes_awaited",
    "outcomes_due",
    "outcomes_possible",
    "prospect_acts",
    "reminders_due",
    "shape_of",
    "shown_of",
    "silent",
    "to_come",
    "unbooked",
    "untold_counts",
    "unvisited_per_week",
]
