"""Addresses of accounts."""

from django.urls import path

from relais.web.accounts import changing, views
from relais.web.accounts.bring import OWNED
from relais.web.bring import pages_of

app_name = "accounts"
urlpatterns = [
    path("", views.index, name="list"),
    path("new/", views.new, name="new"),
    path("add/", views.add, name="add"),
    *pages_of(OWNED, "bring/"),
    path("transfer/", views.transfer, name="transfer"),
    path("transfer/do/", views.hand_over, name="hand_over"),
    path("<uuid:account_id>/", views.detail, name="detail"),
    path("<uuid:account_id>/change/", changing.change, name="change"),
    path(
        "<uuid:account_id>/contacts/<uuid:contact_id>/change/",
        changing.change_contact,
        name="change_contact",
    ),
    path("<uuid:account_id>/contacts/add/", views.contact, name="add_contact"),
    path("<uuid:account_id>/give/", views.give, name="give"),
]
