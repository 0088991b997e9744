"""Addresses of campaigns."""

from django.urls import path

from relais.web.campaigns import deeds, views
from relais.web.campaigns.words import TAKEN

ONE = "<uuid:campaign_id>/"

app_name = "campaigns"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("rates/", views.rates, name="rates"),
    path("rates/store/", deeds.store_rates, name="store_rates"),
    path("create/", deeds.create, name="create"),
    path(ONE, views.detail, name="detail"),
    path(f"{ONE}change/", views.change, name="change"),
    path(f"{ONE}save/", deeds.save, name="save"),
    path(f"{ONE}target/", views.target, name="target"),
    path(f"{ONE}publish/", deeds.publish, name="publish"),
    path(
        f"{ONE}objectives/<uuid:objective_id>/remove/",
        deeds.remove_objective,
        name="remove_objective",
    ),
    path(f"{ONE}costs/<uuid:cost_id>/remove/", deeds.remove_cost, name="remove_cost"),
    path(f"{ONE}reasons/<uuid:reason_id>/retire/", deeds.retire_reason, name="retire_reason"),
    *(
        path(f"{ONE}become/{status}/", deeds.set_status, {"status": status}, name=status)
        for status in TAKEN
    ),
    *(
        path(f"{ONE}add/{name}/", deeds.add, {"name": name}, name=f"add_{name}")
        for name in deeds.ADD
    ),
]
