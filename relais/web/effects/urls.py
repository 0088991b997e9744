"""Addresses of what a challenge did."""

from django.urls import path

from relais.web.effects import views

app_name = "effects"
urlpatterns = [path("<uuid:challenge_id>/effect/", views.effect, name="effect")]
