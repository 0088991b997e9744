"""The pages of meetings: from the form that plans one to the one that plans the next."""

from datetime import timedelta
from typing import Any

from relais.notifications.tests.steps import contested, transmitted
from relais.steering.actions.decisions import postpone
from relais.steering.models import Minutes, ReviewMeeting
from relais.steering.rules.meetings import When
from relais.steering.tests.steps import closed, decided, opened, planned
from relais.web.tests.steps import Browser, queries_of, sign_in
from tests.persons import World

PLACE = "/steering/meetings/"


def text(browser: Browser, path: str) -> str:
    answer = browser.get(path)
    assert answer.status_code == 200, path
    page: str = answer.content.decode()
    return page


def form(world: World, **more: Any) -> dict[str, Any]:
    return {
        "unit_id": world.north.id,
        "since": "2026-02-01",
        "until": "2026-02-28",
        "starts_at": "2026-03-12T14:30",
        "minutes": "45",
        "place": "Lille",
        "participants": [world.id("remy"), world.id("olga")],
        **more,
    }


def test_a_meeting_goes_from_its_form_to_the_next_one(world: World) -> None:
    contested(world)
    maya = sign_in(world, "maya")
    assert "No meeting is planned" in text(maya, PLACE)
    assert maya.post(f"{PLACE}plan/", **form(world)).status_code == 302
    meeting = ReviewMeeting.objects.get()
    place = f"{PLACE}{meeting.id}/"
    page = text(maya, place)
    assert "1 lead to decide" in page
    assert "leads opened" not in page
    again = maya.post(f"{PLACE}plan/", **form(world))
    assert (again.status_code, "at this moment already" in again.content.decode()) == (409, True)
    assert maya.post(f"{place}open/").status_code == 302
    assert maya.post(f"{place}open/").status_code == 409
    page = text(maya, f"{place}run/?point=1")
    assert "Judge the dispute" in page  # what the topic asks for is proposed
    told = {"what": "Écouter l’appel", "owner_id": world.id("maya"), "due_on": "2026-03-20"}
    lead_id = meeting_lead(meeting)
    assert maya.post(f"{place}decide/", **told, lead_id=lead_id).status_code == 302
    assert maya.post(f"{place}decide/", **told, lead_id=lead_id).status_code == 409
    assert "Écouter l’appel" in text(maya, f"{place}run/?point=1")
    assert maya.post(f"{place}close/", words="Merci").status_code == 302
    assert "1 decision taken" in text(maya, place)
    proposed = text(maya, f"{PLACE}new/")
    assert 'value="2026-03-01"' in proposed
    assert 'value="2026-04-02T14:30"' in proposed  # a Thursday again, once March is over


def meeting_lead(meeting: ReviewMeeting) -> str:
    meeting.refresh_from_db()
    found: str = meeting.shown["items"][0]["lead_id"]
    return found


def test_forms_say_what_is_wrong_and_keep_what_was_typed(world: World) -> None:
    maya = sign_in(world, "maya")
    wrong = maya.post(f"{PLACE}plan/", **form(world, starts_at="", place="Arras"))
    assert wrong.status_code == 400
    assert "Arras" in wrong.content.decode()
    past = maya.post(f"{PLACE}plan/", **form(world, starts_at="2026-03-01T09:00"))
    assert past.status_code == 409
    place = f"{PLACE}{planned(world).id}/"
    assert maya.post(f"{place}move/", starts_at="", minutes=60).status_code == 400
    assert maya.post(f"{place}cancel/", words="").status_code == 400
    assert maya.post(f"{place}participants/", participants=["x"]).status_code == 400
    maya.post(f"{place}open/")
    empty = maya.post(f"{place}decide/", what="", due_on="2026-03-20", point="1")
    assert empty.status_code == 400
    assert maya.post(f"{place}close/", words="x" * 401).status_code == 400


def test_who_takes_part_reads_and_only_who_leads_runs(world: World) -> None:
    contested(world)
    meeting = opened(world)
    place = f"{PLACE}{meeting.id}/"
    remy = sign_in(world, "remy")
    assert "1 lead to decide" in text(remy, place)
    assert "Go on with the meeting" not in text(remy, place)
    assert remy.get(f"{place}run/").status_code == 302  # back to the meeting
    assert remy.post(f"{place}close/").status_code == 409
    for name in ("milo", "victor", "tina", "ada", "sara"):
        stranger = sign_in(world, name)
        assert stranger.get(place).status_code == 404
        assert stranger.post(f"{place}close/").status_code == 404
        assert "Nord" not in text(stranger, PLACE)
    assert sign_in(world, "victor").post(f"{PLACE}plan/", **form(world)).status_code == 409
    assert sign_in(world, "dora").post(f"{place}close/").status_code == 302


def test_minutes_are_told_to_be_printed_until_they_are_there(world: World) -> None:
    meeting = closed(world)
    remy = sign_in(world, "remy")
    waits = remy.get(f"{PLACE}{meeting.id}/minutes/")
    assert (waits.status_code, "being printed" in waits.content.decode()) == (503, True)
    ours = {"organization_id": meeting.organization_id, "meeting_id": meeting.id}
    Minutes.objects.create(**ours, language="fr", content=b"%PDF-1.7")
    there = remy.get(f"{PLACE}{meeting.id}/minutes/")
    assert (there["Content-Type"], there.content) == ("application/pdf", b"%PDF-1.7")
    assert sign_in(world, "sara").get(f"{PLACE}{meeting.id}/minutes/").status_code == 404


def test_as_many_queries_whatever_the_agenda_holds(world: World) -> None:
    def ready(count: int) -> ReviewMeeting:
        leads = [transmitted(world) for _ in range(count)]
        world.later(days=20)
        meeting = opened(world, when=When(world.at + timedelta(days=1)))
        for lead in leads[:-1]:
            due_on = world.at.date()
            decided(world, meeting, what="Appeler", lead_id=lead.id, due_on=due_on)
        by = world.by("maya")
        postpone(meeting.id, leads[-1].id, words="plus tard", by=by, at=world.at)
        return meeting

    few, many = ready(2), ready(3)
    maya = sign_in(world, "maya")
    maya.get(PLACE)

    def asked(meeting: ReviewMeeting, page: str) -> int:
        return queries_of(lambda: maya.get(f"{PLACE}{meeting.id}/{page}"))

    for page in ("", "run/?point=1", "run/?point=99"):
        assert asked(few, page) == asked(many, page), page


def test_what_is_decided_of_no_lead_is_for_who_runs_the_meeting_unless_he_says(
    world: World,
) -> None:
    meeting = opened(world)
    page = text(sign_in(world, "maya"), f"{PLACE}{meeting.id}/run/?point=1")
    assert f'value="{world.id("maya")}" selected' in page


def test_who_plans_another_meeting_is_told_of_the_one_to_come(world: World) -> None:
    meeting = planned(world)
    maya = sign_in(world, "maya")
    page = text(maya, f"{PLACE}new/")
    assert "One is to come already" in page
    assert f'href="{PLACE}{meeting.id}/"' in page
    maya.post(f"{PLACE}{meeting.id}/cancel/", words="Grève")
    assert "One is to come already" not in text(maya, f"{PLACE}new/")
