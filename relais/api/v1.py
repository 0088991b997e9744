"""The API, version 1: every router in its place."""

from typing import Final

from ninja import Router

from relais.api import (
    accounts,
    acts,
    appointments,
    calls,
    campaigns,
    centers,
    challenges,
    charging,
    coaching,
    cockpit,
    diagnosis,
    effects,
    experiments,
    fair_play,
    leads,
    me,
    meetings,
    months,
    own_prospecting,
    people,
    privacy,
    proof,
    recovery,
    reports,
    routing,
    statements,
    what_if,
)
from relais.api.openapi import Api
from relais.api.problems import in_one_form, install

ROUTERS: Final[dict[str, Router]] = {
    "/me": me.router,
    "/leads": leads.router,
    "/appointments": appointments.router,
    "/prospects": calls.prospects,
    "/callbacks": calls.callbacks,
    "/accounts": accounts.router,
    "/campaigns": campaigns.router,
    "/objectives": campaigns.objectives,
    "/costs": campaigns.costs,
    "/reasons": campaigns.reasons,
    "/exchange-rates": campaigns.rates,
    "/acts": acts.router,
    "/challenges": challenges.router,
    "/fair-play": fair_play.router,
    "/prizes": charging.router,
    "/experiments": experiments.router,
    "/steering": cockpit.router,
    "/own-prospecting": own_prospecting.router,
    "/routing": routing.router,
    "/proof": proof.router,
    "/reports": reports.router,
    "/reports/diagnosis": diagnosis.router,
    "/reports/effects": effects.router,
    "/meetings": meetings.router,
    "/return/centers": centers.router,
    "/return/months": months.router,
    "/return/recovery": recovery.router,
    "/return/statements": statements.router,
    "/return/what-if": what_if.router,
    **coaching.ROUTERS,
    **people.ROUTERS,
    **privacy.ROUTERS,
}

api: Final = Api(
    title="Relais",
    version="1",
    description="The hand-over between telemarketer and field rep: every deed and every list.",
    urls_namespace="api",
    docs_url=None,
)
install(api)
for prefix, router in ROUTERS.items():
    api.add_router(prefix, router)

_patterns, _app, _namespace = api.urls
for _pattern in _patterns:
    if _pattern.callback:
        _pattern.callback = in_one_form(_pattern.callback)
urls: Final = (_patterns, _app, _namespace)
