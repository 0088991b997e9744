"""Pure rules of appointments: free slots, outcomes, and what counts as due and honoured."""

from relais.appointments.rules.booking import (
    check_booker,
    check_cause,
    check_forward,
    check_only_one,
    whose_diary,
)
from relais.appointments.rules.outcomes import (
    HONOURED,
    REASON_NEEDED,
    AppointmentFacts,
    Dueness,
    Status,
    check_changeable,
    check_correction,
    check_lapsing,
    check_prospect_version,
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
    "check_booker",
    "check_cause",
    "check_changeable",
    "check_correction",
    "check_forward",
    "check_lapsing",
    "check_only_one",
    "check_prospect_version",
    "check_report",
    "check_slot",
    "dueness",
    "free_slots",
    "is_free",
    "whose_diary",
]
