"""Every address: pages from the web door, `/api/v1` from the API."""

from django.urls import URLPattern, URLResolver, include, path, re_path

from relais.api.addresses import addresses
from relais.api.problems import no_such_address
from relais.api.v1 import urls as api

urlpatterns: list[URLPattern | URLResolver] = [
    addresses("api/v1/", api),
    re_path("^api/", no_such_address),
    path("", include("relais.web.urls")),
]

handler404 = "relais.web.errors.not_found"
handler403 = "relais.web.errors.forbidden"
