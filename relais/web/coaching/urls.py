"""Addresses of coaching."""

from django.urls import path

from relais.web.coaching import deeds, plan_deeds, team, views

REP = "reps/<uuid:rep_id>/"
SEEN = "observations/<uuid:observation_id>/"
PLAN = "plans/<uuid:plan_id>/"

app_name = "coaching"
urlpatterns = [
    path("", team.team, name="team"),
    path("mine/", views.mine, name="mine"),
    path("observing/", team.observing, name="observing"),
    path("units/", team.units, name="units"),
    path("agreement/", team.agreement, name="agreement"),
    path("grid/", views.grid, name="grid"),
    path("grid/change/", views.change_grid, name="change_grid"),
    path("grid/publish/", deeds.publish, name="publish"),
    path(REP, team.rep, name="rep"),
    path(f"{REP}observe/", deeds.observe, name="observe"),
    path(f"{REP}propose/", plan_deeds.propose, name="propose"),
    path(SEEN, views.observation, name="observation"),
    path(f"{SEEN}score/", deeds.score, name="score"),
    path(f"{SEEN}close/", deeds.close, name="close"),
    path(f"{SEEN}cancel/", deeds.cancel, name="cancel"),
    path(f"{SEEN}invite/", deeds.invite, name="invite"),
    path(f"{SEEN}annotate/", deeds.annotate, name="annotate"),
    path(f"{SEEN}contest/", deeds.contest, name="contest"),
    path(f"{SEEN}answer/", deeds.answer, name="answer"),
    path(PLAN, views.plan, name="plan"),
    path(f"{PLAN}counter/", plan_deeds.counter, name="counter"),
    path(f"{PLAN}accept/", plan_deeds.accept, name="accept"),
    path(f"{PLAN}act/", plan_deeds.add_act, name="add_act"),
    path(f"{PLAN}measure/", plan_deeds.put_off, name="put_off"),
    path(f"{PLAN}drop/", plan_deeds.drop, name="drop"),
]
