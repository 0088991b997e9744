"""Addresses of privacy."""

from django.urls import path

from relais.web.privacy import deeds, views

ONE = "<uuid:request_id>/"

app_name = "privacy"
urlpatterns = [
    path("", views.requests, name="requests"),
    path("find/", views.find, name="find"),
    path("new/", views.new, name="new"),
    path("add/", deeds.add, name="add"),
    path("mine/", deeds.mine, name="mine"),
    path("mine/readings/", views.readings, name="readings"),
    path("held/<uuid:contact_id>/", views.held, name="held"),
    path("held/<uuid:contact_id>/hold/", deeds.hold, name="hold"),
    path("holds/<uuid:hold_id>/lift/", deeds.lift, name="lift"),
    path("retention/", views.retention, name="retention"),
    path("retention/run/", deeds.run, name="run"),
    path("certificates/", views.certificates, name="certificates"),
    path("certificates/<uuid:certificate_id>/", views.certificate, name="certificate"),
    path("exports/", views.exports, name="exports"),
    path("mandates/", views.mandate_records, name="mandates"),
    path("mandates/<uuid:center_id>/", deeds.write_mandate, name="write_mandate"),
    path(f"requests/{ONE}", views.one, name="request"),
    path(f"requests/{ONE}is/<uuid:contact_id>/", deeds.name, name="name"),
    path(f"requests/{ONE}extend/", deeds.extend, name="extend"),
    path(f"requests/{ONE}refuse/", deeds.refuse, name="refuse"),
    path(f"requests/{ONE}answer/", deeds.answer, name="answer"),
    path(f"requests/{ONE}object/", deeds.obey, name="obey"),
    path(f"requests/{ONE}erase/", deeds.erase, name="erase"),
    path(f"requests/{ONE}correct/", deeds.correct, name="correct"),
    path(f"requests/{ONE}file/", deeds.give_file, name="file"),
]
