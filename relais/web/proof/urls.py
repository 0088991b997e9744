"""Addresses of the return "A + B"."""

from django.urls import path

from relais.web.proof import book, views

app_name = "proof"
urlpatterns = [
    path("", views.index, name="index"),
    path("workbook/", book.workbook, name="workbook"),
    path("leads/", views.leads, name="leads"),
]
