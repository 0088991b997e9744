"""Addresses of challenges."""

from django.urls import path

from relais.web.challenges import card, deeds, draw, fair, views, wall

ONE = "<uuid:challenge_id>/"

app_name = "challenges"
urlpatterns = [
    path("", views.challenges, name="list"),
    path("new/", views.new, name="new"),
    path("add/", deeds.add, name="add"),
    path(ONE, views.one, name="detail"),
    path(f"{ONE}rules/", views.rules, name="rules"),
    path(f"{ONE}points/", views.own, name="own"),
    path(f"{ONE}wall/", wall.wall, name="wall"),
    path(f"{ONE}wall/news/", wall.wall_news, name="wall_news"),
    path(f"{ONE}draw/", draw.draw, name="draw"),
    path(f"{ONE}draw.json", draw.draw_file, name="draw_file"),
    path(f"{ONE}draw/do/", draw.draw_prizes, name="draw_prizes"),
    path(f"{ONE}prizes.<slug:form>", draw.winnings, name="winnings"),
    path(f"{ONE}fair-play/", fair.fair, name="fair"),
    path(f"{ONE}fair-play/mine/", fair.fair_mine, name="fair_mine"),
    path(f"{ONE}fair-play/looking/", fair.fair_looking, name="fair_looking"),
    path(f"{ONE}fair-play/look/", fair.look, name="fair_look"),
    path(f"{ONE}fair-play/<uuid:point_id>/answer/", fair.answer, name="fair_answer"),
    path(f"{ONE}fair-play/<uuid:point_id>/annotate/", fair.annotate, name="fair_annotate"),
    path(f"{ONE}fair-play/<uuid:drawn_id>/confirm/", fair.confirm, name="fair_confirm"),
    path(f"{ONE}change/", deeds.change, name="change"),
    path(f"{ONE}prizes/add/", deeds.add_prize, name="add_prize"),
    path(f"{ONE}prizes/<uuid:prize_id>/remove/", deeds.remove_prize, name="remove_prize"),
    path(f"{ONE}start/", deeds.start, name="start"),
    path(f"{ONE}charge/", deeds.charge, name="charge"),
    path(f"{ONE}end/", deeds.end, name="end"),
    path(f"{ONE}cancel/", deeds.cancel, name="cancel"),
    path(f"{ONE}join/", deeds.join, name="join"),
    path(f"{ONE}withdraw/", deeds.withdraw, name="withdraw"),
    path(f"{ONE}name/", deeds.name, name="name"),
    path(f"{ONE}put-away/", card.put_away, name="put_away"),
]
