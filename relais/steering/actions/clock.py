"""What steering does because time passes; SciPy is loaded only on a day when there is something."""

from datetime import datetime
from importlib import import_module

from relais.acts.queries import ActSource, acts_to_measure
from relais.people.rules.access import Actor


def measure_due(*, by: Actor, at: datetime) -> int:
    """Measure again the acts that figures proposed, were done, and whose day has come."""
    due = acts_to_measure(by.organization_id, on=at.date()).filter(source=ActSource.DIAGNOSIS.value)
    acts = list(due)
    if not acts:
        return 0
    measure = import_module("relais.steering.actions.remeasure").measure_act
    return sum(measure(act, by=by, at=at) for act in acts)
