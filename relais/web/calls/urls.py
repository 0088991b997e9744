"""Addresses of calls."""

from django.urls import path

from relais.web.calls import bring, correcting, handing, views

app_name = "calls"
urlpatterns = [
    path("", views.next_prospect, name="next"),
    path("next/<uuid:campaign_id>/", views.claim, name="claim"),
    path("callbacks/", views.callbacks, name="callbacks"),
    path("callbacks/<uuid:callback_id>/finish/", views.finish, name="finish"),
    path("leads/<uuid:lead_id>/", handing.hand_over, name="hand_over"),
    path("leads/<uuid:lead_id>/send/", handing.send, name="send"),
    path("history/", views.history, name="history"),
    path("history/<uuid:call_id>/", correcting.correction, name="correction"),
    path("history/<uuid:call_id>/correct/", correcting.correct, name="correct"),
    path("import/", bring.ask, name="import"),
    path("import/preview/", bring.preview, name="preview"),
    path("import/bring/", bring.bring, name="bring"),
    path("<uuid:prospect_id>/", views.prospect, name="prospect"),
    path("<uuid:prospect_id>/record/", views.record, name="record"),
    path("<uuid:prospect_id>/release/", views.release, name="release"),
]
