"""What `relais export appointments` wrote, diagnosed: no option, the figures of the database."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from typer.testing import CliRunner

from relais.appointments.actions import cancel_appointment, report_outcome
from relais.appointments.queries import Outcome, chosen, due_counts
from relais.appointments.tests.steps import THURSDAY, book, met, transmit
from relais.campaigns.rules.terms import ReasonKind
from relais.cli import run
from relais.cli.exporting import export
from relais.cli.running import of_one
from relais.diagnosis.queries.plain import RepCounts, as_plain, diagnose
from relais.leads.events import CancelCause, Mode
from relais.measures.queries import pseudonym_of
from relais.people.actions import change_person
from tests.persons import World

DAY = timedelta(days=1)


def bear_one_name(world: World, *names: str) -> None:
    """Call two reps alike: in a list they are told apart by their ids alone."""
    for name in names:
        person = world.person(name)
        change_person(
            person.id,
            last_name="Martin",
            first_name="Claude",
            email=person.email,
            phone=person.phone,
            country=person.country,
            subdivision=person.subdivision,
            timezone=person.timezone,
            joined_on=person.joined_on,
            by=world.by("ada"),
        )


@pytest.fixture
def told(world: World) -> World:
    """Let two reps of one name have every outcome, and what is not due: cancelled, to come."""
    bear_one_name(world, "remy", "olga")
    for days, outcome in zip((4, 5, 6, 7, 8), Outcome, strict=True):
        slot = met(world, start=THURSDAY + days * DAY)
        absent = outcome in (Outcome.REP_ABSENT, Outcome.REP_CANCELLED)
        reason = world.reason(ReasonKind.NOT_HONOURED, "other") if absent else None
        report_outcome(slot.id, outcome=outcome, reason_id=reason, by=world.system, at=world.at)
    met(world, rep="olga", start=THURSDAY + 11 * DAY)
    for days in (12, 200):
        lead = transmit(world, world.open_lead())
        slot = book(world, lead, start=THURSDAY + days * DAY, mode=Mode.PHONE)
        if days == 12:
            by = world.by("tina")
            cancel_appointment(slot.id, cause=CancelCause.PROSPECT, by=by, at=world.at)
    return world


@pytest.mark.parametrize(("form", "options"), [("csv", ()), ("xlsx", ("--rep", "rep"))])
def test_our_own_export_gives_the_figures_of_the_database(
    told: World,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    form: str,
    options: tuple[str, ...],
) -> None:
    path = tmp_path / f"ours.{form}"
    where = ["appointments", "--format", form, "--output", str(path)]
    assert CliRunner().invoke(of_one(export), where).exit_code == 0
    assert run("diagnose", [str(path), *options, "--json"]) == 0

    counts = due_counts(chosen(told.organization.id), at=timezone.now())
    team = [RepCounts(str(one.rep_id), one.due, one.honoured, one.silent) for one in counts]
    found = json.loads(capsys.readouterr().out)
    assert found == as_plain(diagnose(team), language="en")
    assert [found[name] for name in ("due", "honoured", "silent", "reps")] == [5, 2, 1, 2]


def test_two_reps_of_one_name_are_two_on_the_page(
    told: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, page = tmp_path / "ours.csv", tmp_path / "page.html"
    where = ["appointments", "--as", "maya@example.com", "--output", str(path)]
    CliRunner().invoke(of_one(export), where)
    run("diagnose", [str(path), "--html", str(page)])

    read, text = capsys.readouterr().err, page.read_text(encoding="utf-8")
    assert "Claude Martin" in text
    assert "Claude Martin (2)" in text
    assert "8 rows: rep in “rep”" in read
    assert "left out as not due: 3." in read


def test_from_above_two_reps_of_one_name_are_two_pseudonyms(
    told: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, page = tmp_path / "ours.csv", tmp_path / "page.html"
    CliRunner().invoke(of_one(export), ["appointments", "--output", str(path)])
    run("diagnose", [str(path), "--html", str(page)])

    text = page.read_text(encoding="utf-8") + path.read_text(encoding="utf-8")
    for name in ("remy", "olga"):
        assert pseudonym_of(told.id(name)) in text
        assert str(told.id(name)) not in text
    assert "Claude" not in text


def test_an_export_of_which_none_was_honoured_needs_no_word(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slot, reason = met(world), world.reason(ReasonKind.NOT_HONOURED, "other")
    absent, by = Outcome.REP_ABSENT, world.system
    report_outcome(slot.id, outcome=absent, reason_id=reason, by=by, at=world.at)
    path = tmp_path / "ours.csv"
    CliRunner().invoke(of_one(export), ["appointments", "--output", str(path)])

    assert run("diagnose", [str(path)]) == 0
    assert "it was not honoured" in capsys.readouterr().out
