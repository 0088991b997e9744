"""Addresses of synthesis meetings."""

from django.urls import path

from relais.web.meetings import deeds, views

ONE = "<uuid:meeting_id>/"

app_name = "meetings"
urlpatterns = [
    path("", views.meetings, name="list"),
    path("new/", views.new, name="new"),
    path("plan/", deeds.plan, name="plan"),
    path(ONE, views.one, name="detail"),
    path(f"{ONE}run/", views.run, name="run"),
    path(f"{ONE}minutes/", views.minutes, name="minutes"),
    path(f"{ONE}move/", deeds.move, name="move"),
    path(f"{ONE}participants/", deeds.participants, name="participants"),
    path(f"{ONE}cancel/", deeds.cancel, name="cancel"),
    path(f"{ONE}open/", deeds.open_now, name="open"),
    path(f"{ONE}decide/", deeds.decide, name="decide"),
    path(f"{ONE}postpone/<uuid:lead_id>/", deeds.postpone, name="postpone"),
    path(f"{ONE}take-back/<uuid:act_id>/", deeds.take_back, name="take_back"),
    path(f"{ONE}close/", deeds.close, name="close"),
]
