"""The style guide's addresses."""

from django.urls import path

from relais.web.styleguide import views

app_name = "styleguide"
urlpatterns = [
    path("", views.index, name="index"),
    path("forms/", views.forms, name="forms"),
    path("forms/<slug:sample>/", views.forms, name="try"),
]
