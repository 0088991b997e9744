"""Addresses of the call centers compared."""

from django.urls import path

from relais.web.centers import views

app_name = "centers"
urlpatterns = [
    path("", views.index, name="index"),
    path("leads/", views.leads, name="leads"),
]
