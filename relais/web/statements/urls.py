"""Addresses of the statements of call centers."""

from django.urls import path

from relais.web.statements import deeds, views

ONE = "<int:year>-<int:number>/<uuid:center_id>/"

app_name = "statements"
urlpatterns = [
    path("", views.statements, name="list"),
    path(ONE, views.statement, name="one"),
    path(f"{ONE}close/", deeds.close, name="close"),
    path(f"{ONE}lines/<int:place>/", views.line, name="line"),
    path(f"{ONE}lines.<slug:form>", views.file, name="file"),
]
