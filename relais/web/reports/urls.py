"""Addresses of figures."""

from django.urls import path

from relais.web.reports import acts, views, wall

app_name = "reports"
urlpatterns = [
    path("funnel/", views.funnel, name="funnel"),
    path("diagnosis/", views.diagnosis, name="diagnosis"),
    path("diagnosis/goes-with/", views.goes_with, name="goes_with"),
    path("diagnosis/acts/", acts.acts, name="acts"),
    path("diagnosis/acts/propose/", acts.propose, name="propose"),
    path("money/", views.money, name="money"),
    path("points/", views.points, name="points"),
    path("wall/", wall.wall, name="wall"),
    path("wall/news/", wall.wall_news, name="wall_news"),
]
