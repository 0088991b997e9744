"""Every deed on calls and callbacks."""

from relais.calls.actions.callback import ask_callback, finish_callback
from relais.calls.actions.correct import correct_call
from relais.calls.actions.forget import end_callbacks, forget_notes
from relais.calls.actions.record import attach_lead, record_call

__all__ = [
    "ask_callback",
    "attach_lead",
    "correct_call",
    "end_callbacks",
    "finish_callback",
    "forget_notes",
    "record_call",
]
