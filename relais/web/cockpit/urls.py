"""Addresses of a manager's week."""

from django.urls import path

from relais.web.cockpit import deeds, views

app_name = "cockpit"
urlpatterns = [
    path("", views.week, name="week"),
    path("<uuid:manager_id>/", views.of_manager, name="of_manager"),
    path("followed/", views.followed, name="followed"),
    path("accompany/", deeds.plan, name="plan"),
    path("accompanied/", deeds.accompanied, name="accompanied"),
]
