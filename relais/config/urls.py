"""Every address: pages from the web door, `/api/v1` from the API."""

from django.urls import URLPattern, URLResolver, path

from relais.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("api/v1/", api.urls),
]
