"""Every deed of coaching."""

from relais.coaching.actions.forget import forget_coaching
from relais.coaching.actions.grid import grid_in_force, publish_grid
from relais.coaching.actions.measure import measure_plan, measure_plans
from relais.coaching.actions.observe import (
    Occasion,
    begin_observation,
    cancel_observation,
    close_observation,
    invite_observer,
    score,
)
from relais.coaching.actions.plan import (
    accept_plan,
    add_to_plan,
    counter_plan,
    drop_plan,
    propose_plan,
    put_off_measure,
)
from relais.coaching.actions.speak import annotate_scores, answer_contest, contest_scores
from relais.coaching.actions.telling import tell_by

__all__ = [
    "Occasion",
    "accept_plan",
    "add_to_plan",
    "annotate_scores",
    "answer_contest",
    "begin_observation",
    "cancel_observation",
    "close_observation",
    "contest_scores",
    "counter_plan",
    "drop_plan",
    "forget_coaching",
    "grid_in_force",
    "invite_observer",
    "measure_plan",
    "measure_plans",
    "propose_plan",
    "publish_grid",
    "put_off_measure",
    "score",
    "tell_by",
]
