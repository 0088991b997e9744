"""Every address: pages from the web door, `/api/v1` from the API."""

from django.urls import URLPattern, URLResolver, include, path

from relais.api.addresses import addresses
from relais.api.v1 import api

urlpatterns: list[URLPattern | URLResolver] = [
    addresses("api/v1/", api.urls),
    path("", include("relais.web.urls")),
]

handler404 = "relais.web.errors.not_found"
handler403 = "relais.web.errors.forbidden"
