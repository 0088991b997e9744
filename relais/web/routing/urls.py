"""Addresses of routing."""

from django.urls import path

from relais.web.routing import deeds, views

app_name = "routing"
urlpatterns = [
    path("queue/", views.queue, name="queue"),
    path("queue/route/", deeds.route_now, name="route_now"),
    path("queue/<uuid:lead_id>/", views.choose, name="choose"),
    path("queue/<uuid:lead_id>/assign/", deeds.assign, name="assign"),
    path("leads/<uuid:lead_id>/preview/", views.try_lead, name="preview"),
    path("rules/", views.rules, name="rules"),
    path("rules/add/", deeds.add, name="add_rule"),
    path("rules/<uuid:rule_id>/move/<int:position>/", deeds.move, name="move_rule"),
    path("rules/<uuid:rule_id>/retire/", deeds.retire, name="retire_rule"),
]
