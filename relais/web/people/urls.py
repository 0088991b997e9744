"""Addresses of people and of the organization."""

from django.urls import path

from relais.web.bring import pages_of
from relais.web.people import deeds, setting, views
from relais.web.people.bring import STAFF, UNITS

ONE = "<uuid:person_id>/"

app_name = "people"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("add/", deeds.add, name="add"),
    path("invite/", deeds.invite_all, name="invite_all"),
    *pages_of(STAFF, "bring/"),
    *pages_of(UNITS, "units/bring/"),
    path("me/", views.mine, name="mine"),
    path("units/", views.units, name="units"),
    path("units/add/", setting.add_unit, name="add_unit"),
    path("units/<uuid:unit_id>/", views.unit, name="unit"),
    path("units/<uuid:unit_id>/change/", setting.change_unit, name="change_unit"),
    path("centers/", views.centers, name="centers"),
    path("centers/add/", setting.add_center, name="add_center"),
    path("centers/<uuid:center_id>/mandate/", setting.set_mandate, name="set_mandate"),
    path("centers/<uuid:center_id>/rename/", setting.rename_center, name="rename_center"),
    path("time/", views.working_time, name="time"),
    path("time/week/", setting.set_week, name="set_week"),
    path("time/close/", setting.close_day, name="close_day"),
    path("time/<uuid:closing_day_id>/open/", setting.open_day, name="open_day"),
    path("organization/", views.office, name="organization"),
    path("organization/checklist/", setting.complete_checklist, name="checklist"),
    path(ONE, views.detail, name="detail"),
    path(f"{ONE}change/", deeds.change, name="change"),
    path(f"{ONE}roles/give/", deeds.give_role, name="give_role"),
    path(f"{ONE}roles/<uuid:role_id>/end/", deeds.end_role, name="end_role"),
    path(f"{ONE}roles/<uuid:role_id>/share/", deeds.change_share, name="change_share"),
    path(f"{ONE}login/", deeds.give_login, name="give_login"),
    path(f"{ONE}invite/", deeds.invite_one, name="invite"),
    path(f"{ONE}absences/declare/", deeds.declare_absence, name="declare_absence"),
    path(f"{ONE}absences/<uuid:absence_id>/cancel/", deeds.cancel_absence, name="cancel_absence"),
    path(f"{ONE}leave/", deeds.leave, name="leave"),
    path(f"{ONE}week/", deeds.set_week, name="set_own_week"),
    path(f"{ONE}keys/<uuid:token_id>/revoke/", deeds.revoke, name="revoke"),
]
