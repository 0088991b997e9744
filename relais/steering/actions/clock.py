"""What steering does because time passes; SciPy is loaded only on a day when there is something."""

import logging
from datetime import datetime
from importlib import import_module

from relais.acts.queries import ActSource, acts_to_measure
from relais.lib.errors import NotVisible, Refusal
from relais.people.rules.access import Actor

log = logging.getLogger(__name__)


def measure_due(*, by: Actor, at: datetime) -> int:
    """Measure again the acts that figures proposed, were done, and whose day has come.

    What fails is logged and left for the next round: one act never stops the others.
    :raises RuntimeError: in the end, where one has failed: the round counts it.
    """
    due = acts_to_measure(by.organization_id, on=at.date()).filter(source=ActSource.DIAGNOSIS.value)
    acts = list(due)
    if not acts:
        return 0
    measure = import_module("relais.steering.actions.remeasure").measure_act
    measured = failed = 0
    for act in acts:
        try:
            measured += measure(act, by=by, at=at)
        except (Refusal, NotVisible):
            continue  # another process was quicker
        except Exception:
            log.exception("an act could not be measured again")
            failed += 1
    if failed:
        raise RuntimeError(f"{failed} acts could not be measured again, {measured} were")
    return measured
