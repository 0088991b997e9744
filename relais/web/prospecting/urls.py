"""Addresses of own prospecting."""

from django.urls import path

from relais.web.bring import pages_of
from relais.web.prospecting import deeds, views
from relais.web.prospecting.bring import OWN

app_name = "prospecting"
urlpatterns = [
    path("", views.home, name="home"),
    path("own/", views.own, name="own"),
    path("own/log/", deeds.log, name="log"),
    path("own/undo/", deeds.undo, name="undo"),
    path("team/", views.team, name="team"),
    path("target/", deeds.set_target, name="set_target"),
    *pages_of(OWN, "bring/"),
]
