"""Every deed on prospects."""

from relais.lib.brought import Verdict
from relais.prospecting.actions.bring_in import (
    ProspectRow,
    RowVerdict,
    import_prospects,
    preview_prospects,
)
from relais.prospecting.actions.claim import claim_next, release_claim
from relais.prospecting.actions.follow import (
    close_contacts,
    close_prospect,
    count_attempt,
    join_campaign,
    promise_callback,
)

__all__ = [
    "ProspectRow",
    "RowVerdict",
    "Verdict",
    "claim_next",
    "close_contacts",
    "close_prospect",
    "count_attempt",
    "import_prospects",
    "join_campaign",
    "preview_prospects",
    "promise_callback",
    "release_claim",
]
