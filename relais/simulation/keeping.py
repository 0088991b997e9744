"""Acts that were agreed, and when each is done: most in time, some late, some not yet."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Final

from relais.acts.actions import do_act
from relais.acts.models import Act
from relais.lib.errors import Refusal
from relais.people.rules.access import Actor
from relais.simulation.world import World

IN_TIME: Final = 0.6
LATE: Final = 0.85  # what is drawn above this is not done


@dataclass
class Keeping:
    """The acts that somebody will say he did, by the week in which he does."""

    world: World
    _weeks: dict[int, list[tuple[Act, Actor]]] = field(default_factory=lambda: defaultdict(list))

    def promise(self, act: Act, by: Actor, *, week: int, weeks: int) -> None:
        """Let an act agreed in a week be done some weeks later, later still, or not at all."""
        drawn = self.world.dice("promise", week, act.what, len(self._weeks[week])).random()
        if drawn < LATE:
            later = weeks if drawn < IN_TIME else 2 * weeks + 1
            self._weeks[week + later].append((act, by))

    def keep(self, week: int) -> None:
        """Do what is done in a week; what was dropped meanwhile stays so."""
        at = self.world.end_of(week)
        for act, by in self._weeks.pop(week, ()):
            try:
                do_act(act.id, by=by, at=at)
            except Refusal:
                continue
