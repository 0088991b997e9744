"""Pure rules of appointments: free slots, outcomes, and what counts as due and honoured."""

from relais.appointments.rules.outcomes import (
    HONOURED,
    REASON_NEEDED,
    AppointmentFacts,
    Dueness,
    Status,
    check_changeable,
    check_correction,
    check_report,
    dueness,
)
from relais.appointments.rules.slots import SlotShape, check_slot, free_slots, is_free

__all__ = [
    "HONOURED",
    "REASON_NEEDED",
    "AppointmentFacts",
    "Dueness",
    "SlotShape",
    "Status",
    "check_changeable",
    "check_correction",
    "check_report",
    "check_slot",
    "dueness",
    "free_slots",
    "is_free",
]
