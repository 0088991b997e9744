"""What those who lead do beside the leads: week after week, with dice of their own."""

from typing import Final

from relais.simulation.coaching import Coaching
from relais.simulation.keeping import Keeping
from relais.simulation.meetings import Meetings
from relais.simulation.playing import Moving, Playing
from relais.simulation.prospecting import prospect, wish
from relais.simulation.trying import Trying
from relais.simulation.waves import Waves
from relais.simulation.world import World

LEAST: Final = 20  # weeks: a younger organization has had no time for all that


class Leading:
    """Meetings, visits, trials: what is agreed in them is done by those who agreed it, or is not.

    Nothing here touches a lead, so that no figure of a scenario depends on it; but for a draw of
    waves, which says from when on a challenge may. Where there is one nothing else is tried, and
    where a challenge is the truth of the scenario that one alone is played.
    """

    def __init__(self, world: World, *, weeks: int) -> None:
        self._world, self._keeping = world, Keeping(world)
        self._meetings = Meetings(world, self._keeping)
        self._coaching = Coaching(world, self._keeping)
        self._trying = Trying(world, self._keeping, weeks)
        self._waves = Waves(world, weeks=weeks)
        self._moving = Moving(world)
        self._playing = None if world.scenario.waits else Playing(world, weeks=weeks)
        self._young = weeks < LEAST
        if not self._young:
            wish(world)

    def week(self, number: int) -> None:
        """Lead through a week, once its leads are done with."""
        self._waves.week(number)
        self._moving.week(number)
        if self._young:
            return
        self._keeping.keep(number)
        self._meetings.week(number)
        self._coaching.week(number)
        if not self._world.scenario.waves:
            self._trying.week(number)
        if self._playing:
            self._playing.week(number)

    def end(self) -> None:
        """Do what is done today, and plan what comes next."""
        if self._young:
            return
        prospect(self._world)
        self._trying.measure()
        if self._playing:
            self._playing.end()
        self._meetings.to_come()
        self._coaching.to_come()
