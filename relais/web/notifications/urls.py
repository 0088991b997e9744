"""Addresses of notifications."""

from django.urls import path

from relais.web.notifications import views

app_name = "notifications"
urlpatterns = [
    path("", views.index, name="list"),
    path("read/", views.read_all, name="read_all"),
    path("<uuid:notification_id>/read/", views.read, name="read"),
]
