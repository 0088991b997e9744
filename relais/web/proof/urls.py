"""Addresses of the return "A + B"."""

from django.urls import path

from relais.web.proof import book, paper, views

app_name = "proof"
urlpatterns = [
    path("", views.index, name="index"),
    path("workbook/", book.workbook, name="workbook"),
    path("pdf/", paper.printed, name="pdf"),
    path("leads/", views.leads, name="leads"),
]
