"""Tables of prospecting: whom a campaign calls, and what reps prospect themselves."""

from relais.prospecting.models.own import OwnProspecting, ProspectingTarget
from relais.prospecting.models.prospects import Prospect

__all__ = ["OwnProspecting", "Prospect", "ProspectingTarget"]
