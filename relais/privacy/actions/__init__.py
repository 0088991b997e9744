"""Every deed of privacy that touches no other room; what erases lives in `erasure`."""

from relais.privacy.actions.objection import (
    check_can_be_kept,
    keep_objections,
    record_objection,
)
from relais.privacy.actions.records import (
    Mandate,
    certify,
    disclose,
    keep_on_hold,
    lift_hold,
    note_reading,
    write_mandate,
)
from relais.privacy.actions.requests import (
    add_subjects,
    answer_request,
    check_open,
    close,
    extend_request,
    forget_askers,
    record_request,
    refuse_request,
)

__all__ = [
    "Mandate",
    "add_subjects",
    "answer_request",
    "certify",
    "check_can_be_kept",
    "check_open",
    "close",
    "disclose",
    "extend_request",
    "forget_askers",
    "keep_objections",
    "keep_on_hold",
    "lift_hold",
    "note_reading",
    "record_objection",
    "record_request",
    "refuse_request",
    "write_mandate",
]
