"""A month of a large house is closed in the worker: asked for once, closed in the asker's name."""

from datetime import UTC, date, datetime
from threading import Thread
from typing import Any

import pytest
from django.db import connection

from relais.api.tests.conftest import program
from relais.api.tests.programs import Program
from relais.diagnosis.actions.compute import compute_waiting
from relais.diagnosis.models import Computation
from relais.diagnosis.queries import closing
from relais.leads.actions import take_up_lead
from relais.leads.models import LeadEvent
from relais.people.models import Membership
from relais.people.rules.access import Role
from relais.roi.actions import close_month
from relais.roi.models import ClosedMonth
from relais.roi.queries.months import book_at_closing, book_mismatches
from relais.roi.rules.months import BooksBusy
from relais.roi.tests.steps import transmitted
from relais.roi.tests.test_queries import priced
from relais.web.tests.steps import sign_in
from tests.databases import CommittingDatabase
from tests.persons import World, build_world
from tests.processes import PATIENCE

__all__ = ["priced", "program"]

IN_JUNE = datetime(2026, 6, 18, 9, 0, tzinfo=UTC)
MARCH = date(2026, 3, 1)
MONTHS = "/return/months/"
UNDER_WAY = f"{MONTHS}close/2026-3/"


@pytest.fixture
def large(priced: World, monkeypatch: pytest.MonkeyPatch) -> World:
    """Let two leads be many, in June."""
    for _ in range(2):
        transmitted(priced)
    monkeypatch.setattr(closing, "MANY", 1)
    priced.at = IN_JUNE
    monkeypatch.setattr("django.utils.timezone.now", lambda: priced.at)
    return priced


def asked(world: World) -> Any:
    return sign_in(world, "dora").post(f"{MONTHS}close/do/", month="2026-03-01")


def test_a_month_of_many_leads_is_closed_beside_the_page(large: World) -> None:
    dora = sign_in(large, "dora")
    assert dora.get(UNDER_WAY).status_code == 404  # nobody has asked
    answers = [asked(large), asked(large)]
    assert [(one.status_code, one["Location"]) for one in answers] == [(302, UNDER_WAY)] * 2
    assert Computation.objects.filter(kind="closing").count() == 1
    assert not ClosedMonth.objects.exists()
    page = dora.get(UNDER_WAY).content.decode()
    assert "March 2026 is being closed" in page
    assert f'hx-get="{UNDER_WAY}" hx-trigger="every 2s"' in page
    assert dora.get(f"{MONTHS}close/")["Location"] == UNDER_WAY

    assert compute_waiting(large.at) == 1
    closed = ClosedMonth.objects.get()
    assert (closed.month, closed.closed_by_id) == (MARCH, large.id("dora"))
    assert dora.get(UNDER_WAY)["Location"] == f"{MONTHS}2026-3/"
    assert asked(large).status_code == 409  # closed
    assert compute_waiting(large.at) == 0
    assert book_mismatches(large.organization.id) == []


def test_it_is_refused_to_who_does_not_direct_when_he_asks_and_when_it_is_done(
    large: World,
) -> None:
    maya = sign_in(large, "maya")
    assert maya.post(f"{MONTHS}close/do/", month="2026-03-01").status_code == 404
    assert maya.get(UNDER_WAY).status_code == 404
    early = sign_in(large, "dora").post(f"{MONTHS}close/do/", month="2026-06-01")
    assert early.status_code == 409
    assert not Computation.objects.exists()
    asked(large)
    post = Membership.objects.get(person_id=large.id("dora"), role=Role.DIRECTOR.value)
    post.role = Role.ADMIN.value
    post.save()
    assert compute_waiting(large.at) == 1
    assert Computation.objects.get().error == "NotDirector"
    assert not ClosedMonth.objects.exists()


def test_what_could_not_be_closed_says_so_and_is_tried_again(
    large: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(*_: Any, **__: Any) -> None:
        raise BooksBusy(month="2026-03")

    asked(large)
    with monkeypatch.context() as patch:
        patch.setattr("relais.diagnosis.actions.closing.close_month", busy)
        assert compute_waiting(large.at) == 1
    page = sign_in(large, "dora").get(UNDER_WAY).content.decode()
    assert "something is being written for long" in page
    assert 'hx-trigger="none"' in page
    assert "Close March 2026?" in sign_in(large, "dora").get(f"{MONTHS}close/").content.decode()
    asked(large)
    assert compute_waiting(large.at) == 1
    assert ClosedMonth.objects.exists()


def test_a_program_is_told_how_far_it_is(large: World, program: Program) -> None:
    for _ in range(2):
        answer = program.post("dora", f"{MONTHS}2026-03/close".rstrip("/"))
        told = answer.json()
        assert (answer.status_code, told["kind"], told["failed"]) == (202, "closing", False)
    assert program.post("maya", f"{MONTHS}2026-03/close").status_code == 404
    assert compute_waiting(large.at) == 1
    assert program.get("dora", f"{MONTHS}2026-03/figures").json()
    assert program.post("dora", f"{MONTHS}2026-03/close").json()["code"] == "month_closed"


def test_nobody_waits_while_a_month_is_worked_out(
    committing_db: CommittingDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = build_world()
    lead = transmitted(world)
    taken: list[bool] = []

    def take_up() -> None:
        try:
            take_up_lead(lead.id, by=world.by("remy"), at=world.at)
        finally:
            connection.close()

    def worked_out(*told: Any, **narrowed: Any) -> Any:
        writer = Thread(target=take_up)
        writer.start()
        writer.join(PATIENCE)
        taken.append(LeadEvent.objects.filter(kind="lead.taken_up").exists())
        return book_at_closing(*told, **narrowed)

    monkeypatch.setattr("django.utils.timezone.now", lambda: IN_JUNE)
    monkeypatch.setattr("relais.roi.actions.months.book_at_closing", worked_out)
    closed = close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    assert taken == [True]
    assert LeadEvent.objects.get(kind="lead.taken_up").recorded_at >= closed.recorded_until
    assert book_mismatches(world.organization.id) == []
