"""Addresses of leads: deeds stand below the lead that they are done to."""

from django.urls import path

from relais.web.leads import deeds, news, reviewing, views

app_name = "leads"
urlpatterns = [
    path("", views.index, name="list"),
    path("review/", reviewing.review, name="review"),
    path("review/news/", reviewing.news, name="review_news"),
    path("review/<uuid:lead_id>/<slug:name>/", reviewing.decide, name="decide"),
    path("<uuid:lead_id>/", views.detail, name="detail"),
    path("<uuid:lead_id>/news/", news.news, name="news"),
    path("<uuid:lead_id>/<slug:name>/", deeds.act, name="act"),
]
