"""Addresses of experiments."""

from django.urls import path

from relais.web.experiments import deeds, views

ONE = "<uuid:experiment_id>/"

app_name = "experiments"
urlpatterns = [
    path("", views.experiments, name="list"),
    path("new/", views.new, name="new"),
    path("add/", deeds.add, name="add"),
    path(ONE, views.one, name="detail"),
    path(f"{ONE}change/", deeds.change, name="change"),
    path(f"{ONE}start/", deeds.start, name="start"),
    path(f"{ONE}stop/", deeds.stop, name="stop"),
    path(f"{ONE}drop/", deeds.drop, name="drop"),
]
