"""Addresses of what recovered leads brought."""

from django.urls import path

from relais.web.recovery import views

app_name = "recovery"
urlpatterns = [
    path("", views.recovery, name="list"),
    path("rested/<slug:delay>/", views.rested, name="rested"),
    path("reason/<uuid:reason_id>/", views.closed_for, name="reason"),
    path("reason/none/", views.closed_for, name="no_reason"),
]
