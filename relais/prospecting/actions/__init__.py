"""Every deed on prospects, and on reps' own prospecting."""

from relais.lib.brought import Verdict
from relais.prospecting.actions.bring_in import (
    ProspectRow,
    RowVerdict,
    import_prospects,
    preview_prospects,
)
from relais.prospecting.actions.bring_own import bring_own, preview_own
from relais.prospecting.actions.claim import claim_next, release_claim
from relais.prospecting.actions.follow import (
    close_contacts,
    close_prospect,
    count_attempt,
    join_campaign,
    promise_callback,
    standing_of,
    take_back_attempt,
)
from relais.prospecting.actions.own import log_own, set_target, undo_own
from relais.prospecting.rules.own_table import OwnRow

__all__ = [
    "OwnRow",
    "ProspectRow",
    "RowVerdict",
    "Verdict",
    "bring_own",
    "claim_next",
    "close_contacts",
    "close_prospect",
    "count_attempt",
    "import_prospects",
    "join_campaign",
    "log_own",
    "preview_own",
    "preview_prospects",
    "promise_callback",
    "release_claim",
    "set_target",
    "standing_of",
    "take_back_attempt",
    "undo_own",
]
