"""What a challenge did, as its director reads it, on the page and by a program."""

from datetime import date, timedelta
from uuid import uuid4

from django.db import connection
from django.test.utils import CaptureQueriesContext

from relais.challenge.models import Challenge
from relais.challenge.tests.steps import draft, started, transmitted
from relais.leads.models import Lead
from relais.web.tests.steps import sign_in
from tests.persons import World


def page(world: World, challenge: Challenge, who: str = "dora") -> str:
    """Give the page of the effect."""
    answer = sign_in(world, who).get(f"/challenges/{challenge.id}/effect/")
    assert answer.status_code == 200
    return str(answer.content.decode())


def told_weeks(world: World, *, before: int, since: int, first: date) -> None:
    """Put four leads into each of ten weeks before a day, and of ten since; some taken up."""
    for week in range(-10, 10):
        moment = world.at + (first - world.at.date()) + timedelta(days=7 * week)
        for place in range(4):
            taken = place < (since if week >= 0 else before) or (place, week) in {(3, -9), (3, 9)}
            Lead.objects.filter(id=transmitted(world).id).update(
                transmitted_at=moment, taken_up_at=moment + timedelta(days=1) if taken else None
            )


def test_a_challenge_of_today_says_how_much_is_lacking(world: World) -> None:
    words = page(world, started(world))
    assert "Not enough data for an effect" in words
    assert "8 weeks more are needed" in words
    assert "No prize has a value." in words
    assert "not enough data: 30 more are needed" in words


def test_a_draft_has_no_effect_yet(world: World) -> None:
    assert "A draft has no effect yet" in page(world, draft(world))


def test_the_title_says_what_it_did_and_the_weeks_are_drawn(world: World) -> None:
    challenge = started(world)
    first = challenge.since - timedelta(days=140)
    Challenge.objects.filter(id=challenge.id).update(since=first)
    told_weeks(world, before=1, since=3, first=first)

    words = page(world, challenge)

    assert "Take-up rose beyond what was to be expected" in words
    assert "In week 8 of the challenge" in words
    assert words.count("<circle") == 10
    assert words.count('<rect class="apart"') == 10


def test_it_is_for_directors_alone(world: World) -> None:
    challenge = started(world)
    for who in ("remy", "tina", "maya"):
        answer = sign_in(world, who).get(f"/challenges/{challenge.id}/effect/")
        assert answer.status_code == 404
    assert sign_in(world, "dora").get(f"/challenges/{uuid4()}/effect/").status_code == 404


def test_more_leads_cost_no_query_more(world: World) -> None:
    challenge = started(world)
    client = sign_in(world, "dora")
    counts = []
    for more in (1, 6):
        for _ in range(more):
            transmitted(world)
        with CaptureQueriesContext(connection) as caught:
            client.get(f"/challenges/{challenge.id}/effect/")
        counts.append(len(caught))
    assert counts[0] == counts[1]
