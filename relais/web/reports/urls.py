"""Addresses of figures."""

from django.urls import path

from relais.web.reports import views, wall

app_name = "reports"
urlpatterns = [
    path("funnel/", views.funnel, name="funnel"),
    path("diagnosis/", views.diagnosis, name="diagnosis"),
    path("diagnosis/goes-with/", views.goes_with, name="goes_with"),
    path("money/", views.money, name="money"),
    path("points/", views.points, name="points"),
    path("wall/", wall.wall, name="wall"),
    path("wall/news/", wall.wall_news, name="wall_news"),
]
