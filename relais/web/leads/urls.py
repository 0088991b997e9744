"""Addresses of leads: deeds stand below the lead that they are done to."""

from django.urls import path

from relais.web.leads import deeds, views

app_name = "leads"
urlpatterns = [
    path("", views.index, name="list"),
    path("review/", views.review, name="review"),
    path("<uuid:lead_id>/", views.detail, name="detail"),
    path("<uuid:lead_id>/<slug:name>/", deeds.act, name="act"),
]
