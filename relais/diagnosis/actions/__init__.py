"""Every deed of the diagnosis: asking for a computation, and computing what waits."""

from relais.diagnosis.actions.compute import compute_next, compute_waiting, forget_earlier, know
from relais.diagnosis.actions.wanted import want

__all__ = ["compute_next", "compute_waiting", "forget_earlier", "know", "want"]
