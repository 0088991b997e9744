"""Months closed while others close and write, for a while only, and by the leads touched."""

import sqlite3
import subprocess
import sys
from collections.abc import Collection
from contextlib import closing
from datetime import date
from pathlib import Path
from threading import Event, Thread
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, transaction

from relais.campaigns.models import Cost
from relais.leads.events import Outcome
from relais.leads.models import LeadEvent
from relais.leads.queries import mismatches, recorded_events
from relais.roi.actions import close_month
from relais.roi.models import ClosedMonth
from relais.roi.queries.months import book_mismatches
from relais.roi.rules.months import BooksBusy
from relais.roi.tests.steps import met, transmitted
from relais.roi.tests.test_months import close_until
from relais.roi.tests.test_queries import priced
from relais.roi.tests.test_statements import APRIL, IN_JULY, IN_JUNE, MARCH
from tests.databases import CommittingDatabase
from tests.persons import World, build_world
from tests.processes import PATIENCE

__all__ = ["priced"]

ROOT = Path(__file__).resolve().parents[3]
DEED = """
import sys
import django
django.setup()
from datetime import datetime
from uuid import UUID
from django.utils import timezone
from relais.campaigns.actions import add_cost
from relais.campaigns.rules.terms import CostKind
from relais.leads.actions import take_up_lead
from relais.lib.errors import Refusal
from relais.people.queries import Actor, Door, actor_of
from relais.roi.actions import close_month
what, june, director, rep, campaign, *leads = sys.argv[1:]
machine = timezone.now
ahead = datetime.fromisoformat(june) - machine()
timezone.now = lambda: machine() + ahead
def acting(person):
    return actor_of(UUID(person), on=timezone.now().date(), door=Door.CLI)
sys.stdin.readline()
try:
    if what == "close":
        print(close_month(datetime(2026, 3, 1).date(), by=acting(director), at=timezone.now()))
    else:
        for number, lead in enumerate(leads, 1):
            take_up_lead(UUID(lead), by=acting(rep), at=timezone.now())
            add_cost(UUID(campaign), kind=CostKind.PER_LEAD, amount=100 * number,
                     since=datetime(2026, 3, 1).date(), by=acting(director))
        print("written")
except Refusal as refusal:
    print(refusal.code)
"""


def begun(database: CommittingDatabase, *arguments: str) -> subprocess.Popen[str]:
    """Start a process that waits for a line before it does anything."""
    return subprocess.Popen(
        [sys.executable, "-c", DEED, *arguments],
        cwd=ROOT,
        env=database.environment | {"DJANGO_SETTINGS_MODULE": "relais.config.settings"},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def test_of_processes_that_close_while_another_writes_one_does(
    committing_db: CommittingDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    world = build_world()
    leads = [str(transmitted(world).id) for _ in range(4)]
    who = [str(world.id("dora")), str(world.id("remy")), str(world.campaign.id)]
    deeds = ["close", "close", "write"]
    processes = [begun(committing_db, deed, IN_JUNE.isoformat(), *who, *leads) for deed in deeds]
    for process in processes:
        assert process.stdin
        process.stdin.write("\n")
        process.stdin.flush()
    said = [process.communicate(timeout=PATIENCE)[0].strip() for process in processes]
    assert (sorted(said[:2]), said[2]) == (["2026-03", "month_closed"], "written")
    assert (ClosedMonth.objects.count(), Cost.objects.count()) == (1, 4)
    assert LeadEvent.objects.filter(kind="lead.taken_up").count() == 4
    assert book_mismatches(world.organization.id) == []
    monkeypatch.setattr("django.utils.timezone.now", lambda: IN_JULY)
    close_until(world, date(2026, 6, 1), at=IN_JULY)  # what the race left out stands there
    assert book_mismatches(world.organization.id) == []
    assert list(mismatches(world.organization.id)) == []


def test_who_waits_too_long_to_close_is_told_so(
    committing_db: CommittingDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relais.roi.actions.months.PATIENCE", 0.05)
    world = build_world()
    transmitted(world)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA busy_timeout = 50")
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as other:
            other.execute("BEGIN IMMEDIATE")
            refused(world)
    else:
        held, over = Event(), Event()
        writer = Thread(target=write_until, args=(held, over))
        writer.start()
        assert held.wait(PATIENCE)
        refused(world)
        over.set()
        writer.join()
    assert close_month(MARCH, by=world.by("dora"), at=IN_JUNE).month == MARCH


def refused(world: World) -> None:
    with pytest.raises(BooksBusy):
        close_month(MARCH, by=world.by("dora"), at=IN_JUNE)
    assert not ClosedMonth.objects.exists()


def write_until(held: Event, over: Event) -> None:
    """Hold the log as who writes does, until it is over."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE leads_leadevent IN ROW EXCLUSIVE MODE")
            held.set()
            over.wait(PATIENCE)
    finally:
        connection.close()


def test_a_month_is_closed_from_the_log_of_the_leads_that_it_touches(
    priced: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, read = priced, list[int]()
    met(world, Outcome.HELD, hour=8)
    transmitted(world)

    def counted(home: UUID, *, leads: Collection[UUID] | None = None) -> Any:
        assert leads is not None
        read.append(len(leads))
        return recorded_events(home, leads=leads)

    with monkeypatch.context() as patch:
        patch.setattr("relais.roi.queries.months.recorded_events", counted)
        for month in (MARCH, APRIL):
            close_month(month, by=world.by("dora"), at=IN_JUNE)
    assert read == [2]  # nothing happened in April
    assert book_mismatches(world.organization.id) == []
