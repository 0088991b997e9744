"""Addresses of leads: deeds stand below the lead that they are done to."""

from django.urls import path, re_path

from relais.web.leads import deeds, views

NAMES = "|".join(sorted(deeds.DEEDS, key=len, reverse=True))

app_name = "leads"
urlpatterns = [
    path("", views.index, name="list"),
    path("review/", views.review, name="review"),
    path("<uuid:lead_id>/", views.detail, name="detail"),
    re_path(rf"^(?P<lead_id>[0-9a-f-]{{36}})/(?P<name>{NAMES})/$", deeds.act, name="act"),
]
