"""Every deed on appointments; what routes as well (`book_for_routed_rep`) lives higher."""

from relais.appointments.actions.book import book_appointment, move_appointment
from relais.appointments.actions.free import (
    cancel_appointment,
    carry_appointments,
    lapse_appointment,
)
from relais.appointments.actions.report import (
    correct_outcome,
    report_outcome,
    say_prospect_version,
)

__all__ = [
    "book_appointment",
    "cancel_appointment",
    "carry_appointments",
    "correct_outcome",
    "lapse_appointment",
    "move_appointment",
    "report_outcome",
    "say_prospect_version",
]
