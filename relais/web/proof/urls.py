"""Addresses of the return "A + B"."""

from django.urls import path

from relais.web.proof import views

app_name = "proof"
urlpatterns = [
    path("", views.index, name="index"),
    path("leads/", views.leads, name="leads"),
]
