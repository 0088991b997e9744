"""Every deed on a lead that touches nothing above it; what routes or books lives higher."""

from relais.leads.actions.approach import (
    start_approach,
    undo_approach,
)
from relais.leads.actions.claim import claim_to_call
from relais.leads.actions.close import (
    AmountMissing,
    MarginAboveAmount,
    cancel_win,
    lose_lead,
    reopen_lead,
    win_lead,
)
from relais.leads.actions.contest import (
    contest_lead,
    dismiss_contest,
    send_back_contested,
    uphold_contest,
)
from relais.leads.actions.end_call import correct_ended_call, end_call
from relais.leads.actions.forget import forget_words, withdraw_leads_of
from relais.leads.actions.open import (
    AlreadyOpen,
    drop_lead,
    open_lead,
    refuse_second,
)
from relais.leads.actions.qualify import qualify_call
from relais.leads.actions.rebuild import (
    Drift,
    drifts,
    rebuild,
)
from relais.leads.actions.recover import (
    recover_lead,
    withdraw_lead,
)
from relais.leads.actions.replay import (
    History,
    Step,
    continue_histories,
    replay_leads,
    undo_batch,
)
from relais.leads.actions.review import (
    refuse_lead,
    reopen_review,
    return_lead,
)
from relais.leads.actions.sheet import (
    NothingSaid,
    TooLong,
    filled_in,
    post_message,
    say,
    say_why,
    write_sheet,
)
from relais.leads.actions.take_up import (
    take_up_lead,
    undo_take_up,
)

__all__ = [
    "AlreadyOpen",
    "AmountMissing",
    "Drift",
    "History",
    "MarginAboveAmount",
    "NothingSaid",
    "Step",
    "TooLong",
    "cancel_win",
    "claim_to_call",
    "contest_lead",
    "continue_histories",
    "correct_ended_call",
    "dismiss_contest",
    "drifts",
    "drop_lead",
    "end_call",
    "filled_in",
    "forget_words",
    "lose_lead",
    "open_lead",
    "post_message",
    "qualify_call",
    "rebuild",
    "recover_lead",
    "refuse_lead",
    "refuse_second",
    "reopen_lead",
    "reopen_review",
    "replay_leads",
    "return_lead",
    "say",
    "say_why",
    "send_back_contested",
    "start_approach",
    "take_up_lead",
    "undo_approach",
    "undo_batch",
    "undo_take_up",
    "uphold_contest",
    "win_lead",
    "withdraw_lead",
    "withdraw_leads_of",
    "write_sheet",
]
