"""Privacy: requests, retention, certificates, exports, mandates."""

from typing import Final

from ninja import Router

from relais.api.privacy import records, requests

ROUTERS: Final[dict[str, Router]] = {
    "/privacy/requests": requests.router,
    "/privacy": records.router,
}
