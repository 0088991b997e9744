"""Every address: pages from the web door, `/api/v1` from the API."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
