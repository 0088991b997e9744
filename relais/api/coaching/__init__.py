"""Coaching: the grid, observations with their scores, plans, and how much of it there is."""

from typing import Final

from ninja import Router

from relais.api.coaching import observations, overview, plans

ROUTERS: Final[dict[str, Router]] = {
    "/coaching/observations": observations.router,
    "/coaching/plans": plans.router,
    "/coaching": overview.router,
}
