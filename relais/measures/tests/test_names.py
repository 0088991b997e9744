"""Whom a manager knows by name: who is under him on the day."""

from datetime import timedelta

from relais.measures.queries import View, pseudonym_of, rep_names
from relais.people.models import Membership
from tests.persons import World


def test_who_has_left_the_unit_is_not_known_to_its_manager_any_more(world: World) -> None:
    access = world.by("maya").access
    view, rep = View(world.organization.id, access), world.id("remy")
    posts = Membership.objects.filter(person_id=rep)
    assert rep_names(view, [rep]) == {rep: "Remy"}
    posts.update(until=world.at.date() - timedelta(days=1))
    assert rep_names(view, [rep]) == {rep: pseudonym_of(rep)}
    posts.update(since=world.at.date() + timedelta(days=1), until=None)
    assert rep_names(view, [rep]) == {rep: pseudonym_of(rep)}
