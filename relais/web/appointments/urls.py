"""Addresses of appointments: deeds stand below the appointment that they are done to."""

from django.urls import path

from relais.web.appointments import booking, deeds, views

app_name = "appointments"
urlpatterns = [
    path("", views.index, name="list"),
    path("diary/", views.diary, name="diary"),
    path("diary/<uuid:rep_id>/", views.diary, name="diary_of"),
    path("book/<uuid:lead_id>/", booking.book, name="book"),
    path("book/<uuid:lead_id>/take/", booking.take, name="take"),
    path("<uuid:appointment_id>/", views.detail, name="detail"),
    path("<uuid:appointment_id>/slots/", booking.slots, name="slots"),
    path("<uuid:appointment_id>/move/", booking.move, name="move"),
    path("<uuid:appointment_id>/<slug:name>/", deeds.act, name="act"),
]
