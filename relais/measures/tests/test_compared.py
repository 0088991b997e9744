"""Groups beside each other, the cases behind a figure, objectives against what was done."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from relais.campaigns.actions import set_objective, set_status
from relais.campaigns.rules.terms import ReasonKind, SheetField, Status
from relais.leads.actions import (
    contest_lead,
    dismiss_contest,
    refuse_lead,
    return_lead,
    take_up_lead,
    uphold_contest,
    write_sheet,
)
from relais.leads.models import Lead
from relais.measures.queries import (
    By,
    Case,
    NotForYou,
    View,
    cases,
    compared,
    progress,
    regions_compared,
)
from relais.people.actions import add_unit
from relais.people.models import Unit
from relais.routing.actions import submit_lead
from tests.persons import SINCE, World

Walk = Callable[..., Lead]


def whole(world: World, **narrowed: object) -> View:
    return View(world.organization.id, **narrowed)  # type: ignore[arg-type]


def submitted(world: World) -> Lead:
    lead = world.open_lead(owner="remy")
    sheet = {SheetField.NEED: "Un parc à renouveler", SheetField.CONTEXT: "Bail en juin"}
    write_sheet(lead.id, fields=sheet, answers={}, by=world.by("tina"), at=world.at)
    return submit_lead(lead.id, by=world.by("tina"), at=world.at)


def reviewed(world: World) -> None:
    """Let the relay send one lead back, and set another aside."""
    victor, at = world.by("victor"), world.at
    return_lead(
        submitted(world).id, reason_id=world.reason(ReasonKind.RETURN, "need_unclear"),
        missing=(), words="", by=victor, at=at,
    )  # fmt: skip
    reason_id = world.reason(ReasonKind.REFUSE, "no_project")
    refuse_lead(submitted(world).id, reason_id=reason_id, words="", by=victor, at=at)


def contested(world: World, lead: Lead) -> None:
    contest_lead(
        lead.id, reason_id=world.reason(ReasonKind.CONTEST, "not_qualified"), evidence=(),
        words="Non.", by=world.by("remy"), at=world.at,
    )  # fmt: skip


@pytest.fixture
def busy(world: World, transmitted: Walk) -> World:
    """Let one lead be taken up, one dispute be upheld and one dismissed, and two be reviewed."""
    take_up_lead(transmitted().id, by=world.by("remy"), at=world.at)
    for judge in (uphold_contest, dismiss_contest):
        lead = transmitted()
        contested(world, lead)
        more = {"reason_id": None} if judge is uphold_contest else {}
        judge(lead.id, words="", by=world.by("maya"), at=world.at, **more)
    reviewed(world)
    return world


def test_a_call_center_is_counted_through_to_its_disputes(busy: World) -> None:
    [row] = compared(whole(busy), by=By.CALL_CENTER, at=busy.at)
    counts = row.counts
    assert (row.id, row.name) == (busy.center.id, "Voix du Nord")
    assert (counts.opened, counts.submitted, counts.returned, counts.turned_down) == (5, 5, 1, 1)
    assert (counts.transmitted, counts.decided, counts.upheld) == (3, 2, 1)


def test_the_cases_are_as_many_as_the_figure_says(busy: World) -> None:
    many = {case: cases(whole(busy), case, at=busy.at).count() for case in Case}
    assert {case: count for case, count in many.items() if count} == {
        Case.OPENED: 5, Case.SUBMITTED: 5, Case.RETURNED: 1, Case.TURNED_DOWN: 1,
        Case.VALIDATED: 3, Case.TRANSMITTED: 3, Case.TAKEN_UP: 1, Case.DECIDED: 2, Case.UPHELD: 1,
    }  # fmt: skip


def test_what_a_clock_has_let_lapse_is_overdue(busy: World) -> None:
    busy.later(days=9)
    assert cases(whole(busy), Case.OVERDUE, at=busy.at).count() == 1


def test_a_view_is_narrowed_to_whom_and_where(busy: World, transmitted: Walk) -> None:
    transmitted("sara", by="theo")
    at = busy.at
    for narrowed, many in (
        ({"unit_path": busy.south.path}, 1),
        ({"unit_path": busy.root.path}, 6),
        ({"originator_id": busy.id("theo")}, 1),
        ({"call_center_ids": frozenset()}, 0),
        ({"campaign_id": busy.campaign.id}, 6),
    ):
        assert cases(whole(busy, **narrowed), Case.OPENED, at=at).count() == many, narrowed


def test_a_stage_is_asked_for_by_its_own_day(busy: World) -> None:
    today = busy.at.date()
    for since, many in ((today, 3), (today + timedelta(days=1), 0)):
        assert cases(whole(busy), Case.VALIDATED, at=busy.at, since=since).count() == many


def test_agencies_count_under_their_region(world: World, transmitted: Walk) -> None:
    agency = add_unit("Lille", kind="agency", parent_id=world.north.id, by=world.system)
    for _ in "12":
        lead = transmitted()
    Lead.objects.filter(id=lead.id).update(unit=Unit.objects.get(id=agency.id))
    transmitted("sara")
    rows = regions_compared(whole(world), at=world.at)
    assert [(row.name, row.counts.transmitted) for row in rows] == [("Nord", 2), ("Sud", 1)]


def test_persons_are_compared_only_as_the_law_lets(world: World, transmitted: Walk) -> None:
    transmitted()
    view = View(world.organization.id, world.by("sam").access)
    with pytest.raises(NotForYou):
        compared(view, by=By.TELEMARKETER, at=world.at)


def test_an_objective_counts_what_came_within_its_days(world: World, transmitted: Walk) -> None:
    take_up_lead(transmitted().id, by=world.by("remy"), at=world.at)
    today, by = world.at.date(), world.by("dora")
    for measure, since, until in (
        ("validated", SINCE, None),
        ("taken_up", today, today),
        ("opened", SINCE, today - timedelta(days=1)),
        ("won", today + timedelta(days=1), None),
        ("appointments", SINCE, None),
    ):
        set_objective(
            world.campaign.id, measure=measure, target=9, since=since, until=until, words="", by=by
        )
    found = progress(world.organization.id, at=world.at)
    assert {one.objective.measure: one.done for one in found} == {
        "validated": 1, "taken_up": 1, "opened": 0, "appointments": 0,
    }  # fmt: skip
    set_status(world.campaign.id, status=Status.PAUSED, by=by)
    assert progress(world.organization.id, at=world.at) == []
