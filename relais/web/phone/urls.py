"""Addresses of what a phone installs: at the root, else it could not stand in for pages."""

from django.urls import path

from relais.web.phone import views

app_name = "phone"
urlpatterns = [
    path("relais.webmanifest", views.manifest, name="manifest"),
    path("worker.js", views.worker, name="worker"),
    path("kept/", views.kept, name="kept"),
]
