"""Addresses of the months of the books."""

from django.urls import path

from relais.web.books import deeds, views

ONE = "<int:year>-<int:number>/"

app_name = "books"
urlpatterns = [
    path("", views.months, name="list"),
    path("close/", views.closing, name="closing"),
    path("close/do/", deeds.close, name="close"),
    path(f"close/{ONE}", views.under_way, name="under_way"),
    path(ONE, views.month, name="month"),
    path(f"{ONE}leads/<slug:measure>/", views.cases, name="cases"),
    path(f"{ONE}figures.<slug:form>", views.file, name="file"),
]
