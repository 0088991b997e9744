"""Addresses of acts."""

from django.urls import path

from relais.web.acts import deeds, views

ONE = "<uuid:act_id>/"

app_name = "acts"
urlpatterns = [
    path("", views.acts, name="list"),
    path("add/", deeds.add, name="add"),
    path(f"{ONE}agree/", deeds.agree, name="agree"),
    path(f"{ONE}done/", deeds.do, name="done"),
    path(f"{ONE}reopen/", deeds.reopen, name="reopen"),
    path(f"{ONE}drop/", deeds.drop, name="drop"),
    path(f"{ONE}put-off/", deeds.put_off, name="put_off"),
]
