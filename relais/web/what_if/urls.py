"""Addresses of what would be."""

from django.urls import path

from relais.web.what_if import views

app_name = "what_if"
urlpatterns = [
    path("", views.index, name="index"),
    path("leads/", views.leads, name="leads"),
]
