"""Door 2: typed REST under /api/v1, described in openapi.json."""

from typing import Final

from relais.api import accounts, campaigns, leads, people
from relais.api.openapi import Api
from relais.api.problems import install

ROUTERS: Final = {
    "/leads": leads.router,
    "/accounts": accounts.router,
    "/campaigns": campaigns.router,
    "/reasons": campaigns.reasons,
    **people.ROUTERS,
}

api = Api(
    title="Relais",
    version="1",
    description="The hand-over between telemarketer and field rep: every deed and every list.",
    urls_namespace="api",
    docs_url=None,
)
install(api)
for prefix, router in ROUTERS.items():
    api.add_router(prefix, router)
