"""Addresses of figures."""

from django.urls import path

from relais.web.reports import views

app_name = "reports"
urlpatterns = [
    path("funnel/", views.funnel, name="funnel"),
    path("diagnosis/", views.diagnosis, name="diagnosis"),
    path("money/", views.money, name="money"),
    path("points/", views.points, name="points"),
]
