"""Acts that figures propose, by the page and by the API: proposed, agreed, done, measured again."""

from datetime import timedelta
from typing import Any

import pytest

from relais.acts.models import Act
from relais.acts.queries import ActState
from relais.api.tests.programs import Program
from relais.appointments.models import Appointment
from relais.leads.events import Outcome
from relais.lib.errors import NotVisible
from relais.notifications.actions import tick
from relais.notifications.models import Notification
from relais.outbox.adapters.mail import message_of
from relais.outbox.models import OutboxRow
from relais.people.actions import add_call_center, complete_privacy_checklist, give_role
from relais.people.rules.access import Actor, Door, Role
from relais.steering.actions.clock import measure_due
from relais.steering.actions.proposals import propose_acts
from relais.steering.queries.proposals import Asked, proposals_for, rows_proposed
from relais.steering.queries.remeasure import seen_of
from relais.steering.rules.remeasure import Stretch
from relais.web.reports.tests.conftest import polarised
from relais.web.tests.steps import Browser, sign_in
from tests.persons import SINCE, World

__all__ = ["polarised"]

PATH = "/reports/diagnosis/acts/"
ACTS = "/acts/"


def page_of(browser: Browser, path: str = PATH) -> str:
    return str(browser.get(path).content.decode())


def proposed(world: World, who: str = "maya") -> list[Act]:
    return propose_acts(Asked(), by=world.by(who), at=world.at)


def of_kind(kind: str) -> Act:
    return Act.objects.select_related("unit").get(kind=kind)


def test_a_manager_proposes_agrees_and_does_an_act(polarised: World) -> None:
    world, maya = polarised, sign_in(polarised, "maya")
    page = page_of(maya)
    assert "The figures propose 2 acts" in page
    assert "An upper bound" in page
    assert not Act.objects.exists()  # a page writes nothing

    assert maya.post(f"{PATH}propose/").status_code == 302
    assert {act.unit_id for act in Act.objects.all()} == {world.north.id}
    page = page_of(maya)
    assert "2 proposed acts to agree" in page
    assert not any(name.title() in page for name in ("remy", "olga", "rosa"))

    act, due_on = of_kind("accompany"), world.at.date() + timedelta(days=20)
    said = {"owner_id": str(world.id("maya")), "due_on": str(due_on)}
    assert maya.post(f"{ACTS}{act.id}/agree/", **said).status_code == 302
    assert maya.post(f"{ACTS}{act.id}/agree/", **said).status_code == 409
    assert maya.post(f"{ACTS}{act.id}/done/").status_code == 302
    assert maya.post(f"{ACTS}{act.id}/done/").status_code == 409
    act.refresh_from_db()
    assert (act.state, act.owner_id) == (ActState.DONE, world.id("maya"))
    assert act.baseline["rule"] == "group_alone"
    assert act.expected["claim"] == "upper_bound"


def test_what_is_proposed_stands_once_whoever_asks_again(polarised: World) -> None:
    first = proposed(polarised)
    assert {act.kind for act in first} == {"accompany", "ask_outcomes"}
    assert proposed(polarised) == proposed(polarised, "dora") == []
    maya = sign_in(polarised, "maya")
    path = f"{ACTS}{first[0].id}/drop/"
    assert maya.post(path, words="").status_code == 400
    assert maya.post(path, words="Déjà en cours").status_code == 302
    assert maya.post(path, words="Déjà en cours").status_code == 409
    assert proposed(polarised) == []  # not again this quarter
    assert "Déjà en cours" in page_of(maya)
    polarised.at += timedelta(days=95)
    assert [act.kind for act in proposed(polarised)] == [first[0].kind]


def test_a_form_with_a_fault_comes_back_beside_its_act(polarised: World) -> None:
    act = proposed(polarised)[0]
    answer = sign_in(polarised, "maya").post(f"{ACTS}{act.id}/agree/", owner_id="", due_on="")
    page = str(answer.content.decode())
    assert answer.status_code == 400
    assert f'action="{ACTS}{act.id}/agree/"' in page
    assert page.count("This field is required.") == 4  # above the form and beside each field


def test_an_act_of_one_call_center_is_measured_on_its_leads_alone(polarised: World) -> None:
    world = polarised
    complete_privacy_checklist(
        works_council_on=SINCE, notice="v1", impact_assessment="A1", by=world.by("ada"), at=world.at
    )
    other = add_call_center("Autre voix", kind="outsourced", by=world.system)
    counted = {}
    for center in (world.center, other):
        asked = Asked(call_center_id=center.id)
        acts = propose_acts(asked, by=world.by("maya"), at=world.at)
        assert propose_acts(asked, by=world.by("maya"), at=world.at) == []
        for act in acts:
            assert act.baseline["call_center_id"] == str(center.id)
        counted[center.id] = len(acts)
    assert counted == {world.center.id: 2, other.id: 0}
    act, weeks = of_kind("accompany"), timedelta(weeks=12)
    first, second = Stretch(world.at - weeks, world.at), Stretch(world.at, world.at + weeks)
    before = seen_of(act, first, second, at=world.at).before
    act.baseline["call_center_id"] = str(other.id)
    assert (sum(one.n for one in before), act.baseline["metric"]) == (46, "honoured")
    assert not seen_of(act, first, second, at=world.at).before


def test_an_act_that_nobody_did_in_time_is_measured_weeks_after_it_is_done(
    polarised: World,
) -> None:
    [act, *_] = proposed(polarised)
    maya = sign_in(polarised, "maya")
    assert "To be measured again on" in page_of(maya)
    polarised.at += timedelta(days=71)
    weeks = int(act.expected["weeks"])
    assert f"To be measured again {weeks} weeks after it is done" in page_of(
        sign_in(polarised, "maya")
    )


@pytest.mark.once
@pytest.mark.parametrize("who", ["remy", "tina", "sam", "victor", "ada", "paul"])
def test_acts_of_figures_are_for_those_who_lead(polarised: World, who: str) -> None:
    browser = sign_in(polarised, who)
    assert browser.get(PATH).status_code == 404
    assert browser.post(f"{PATH}propose/").status_code == 404
    with pytest.raises(NotVisible):
        proposed(polarised, who)
    assert Program(polarised).get(who, PATH.rstrip("/")).status_code == 404


def test_another_manager_neither_sees_nor_agrees(polarised: World) -> None:
    act = proposed(polarised)[0]
    milo = sign_in(polarised, "milo")
    assert act.what not in page_of(milo)
    assert milo.post(f"{ACTS}{act.id}/drop/", words="Non").status_code == 404
    assert milo.post(f"{PATH}propose/?unit_id={polarised.north.id}").status_code == 302
    assert Act.objects.count() == 2  # he was asked about his own units only


def test_programs_are_told_and_do_the_same(polarised: World) -> None:
    program = Program(polarised)
    where = "/reports/diagnosis/acts"
    told = program.get("maya", where).json()
    assert {one["rule"] for one in told["proposals"]} == {"group_alone", "untold"}
    assert program.post("maya", where).status_code == 201
    told = program.get("maya", where).json()
    assert (told["proposals"], len(told["acts"]), told["next"]) == ([], 2, None)
    first = program.get("maya", f"{where}?limit=1").json()
    second = program.get("maya", f"{where}?limit=1&cursor={first['next']}").json()
    assert first["acts"] + second["acts"] == told["acts"]
    assert second["next"] is None
    assert program.get("maya", f"{where}?cursor=ours").status_code == 400
    path = f"/acts/{told['acts'][0]['id']}"
    said = {"owner_id": str(polarised.id("maya")), "due_on": "2099-01-01"}
    assert program.post("maya", f"{path}/done").status_code == 409
    assert program.post("maya", f"{path}/agree", said).json()["state"] == "agreed"
    assert program.post("maya", f"{path}/agree", said).status_code == 409
    assert program.post("maya", f"{path}/done").json()["state"] == "done"
    other = f"/acts/{told['acts'][1]['id']}/drop"
    assert program.post("maya", other, {"words": ""}).status_code == 422
    assert program.post("maya", other, {"words": "Autre"}).json()["note"] == "Autre"
    for who in ("remy", "tina", "sam", "milo"):
        assert program.post(who, f"{path}/done").status_code == 404
    assert program.get("remy", where).status_code == 404


def done(world: World) -> Act:
    """Let Maya agree the act and do it."""
    proposed(world)
    act, maya = of_kind("accompany"), sign_in(world, "maya")
    due_on = world.at.date() + timedelta(days=5)
    maya.post(f"{ACTS}{act.id}/agree/", owner_id=str(world.id("maya")), due_on=str(due_on))
    maya.post(f"{ACTS}{act.id}/done/")
    act.refresh_from_db()
    assert act.closed_at is not None
    return act


def shift(act: Act, *, kept: bool) -> None:
    """Put the team's appointments again after the act was done, honoured or not."""
    rows = list(Appointment.objects.order_by("id"))
    assert act.closed_at
    start = act.closed_at + timedelta(days=2)
    for number, row in enumerate(rows):
        row.pk = type(row)().id
        row.starts_at = start + timedelta(hours=number)
        row.ends_at = row.occupied_until = row.starts_at + timedelta(minutes=30)
        row.occupied_from = row.starts_at
        row.outcome_due_at = row.ends_at
        row.outcome = Outcome.HELD.value if kept else Outcome.REP_ABSENT.value
    Appointment.objects.bulk_create(rows)


def clock(world: World) -> Actor:
    return Actor(world.organization.id, Door.CLOCK)


@pytest.mark.parametrize(("kept", "verdict"), [(True, "worked"), (False, "worse")])
def test_an_act_done_is_measured_on_its_day_and_told_once(
    polarised: World, kept: bool, verdict: str
) -> None:
    act = done(polarised)
    shift(act, kept=kept)
    assert act.measure_on
    assert act.closed_at
    Act.objects.update(agreed_at=polarised.at)
    day = act.closed_at + timedelta(weeks=act.expected["weeks"] + 5)
    assert measure_due(by=clock(polarised), at=act.closed_at + timedelta(days=1)) == 0
    assert measure_due(by=clock(polarised), at=day) == 1
    assert measure_due(by=clock(polarised), at=day + timedelta(days=1)) == 0
    act.refresh_from_db()
    assert (act.found["verdict"], act.measured_at) == (verdict, day)
    assert act.found["before"][1] == act.found["after"][1] == 46
    assert "season" in act.found["rivals"]
    assert Notification.objects.get(kind="act_measured").person_id == polarised.id("maya")
    assert OutboxRow.objects.filter(template="act_measured").count() == 1
    page = page_of(sign_in(polarised, "maya"))
    assert ("worked" if kept else "it is lower than before") in page
    assert "of 46" in page
    assert "the season" in page


def test_a_rep_who_did_an_act_is_led_to_what_was_found_of_it(polarised: World) -> None:
    act = done(polarised)
    shift(act, kept=True)
    assert act.closed_at
    Act.objects.filter(id=act.id).update(agreed_at=polarised.at, owner=polarised.id("remy"))
    day = act.closed_at + timedelta(weeks=act.expected["weeks"] + 5)
    measure_due(by=clock(polarised), at=day)
    told = Notification.objects.get(kind="act_measured", person_id=polarised.id("remy"))
    row = OutboxRow.objects.get(template="act_measured", to_person=polarised.id("remy"))
    assert "/acts/" in str(message_of(row).body)
    assert "/reports/" not in str(message_of(row).body)
    remy = sign_in(polarised, "remy")
    assert remy.post(f"/notifications/{told.id}/read/")["Location"] == f"/acts/#act-{act.id}"
    page = page_of(remy, "/acts/")
    assert f'id="act-{act.id}"' in page
    assert "worked" in page
    assert "of 46" in page
    assert "What else may explain it" in page


def test_closed_acts_are_paged(polarised: World, monkeypatch: pytest.MonkeyPatch) -> None:
    proposed(polarised)
    monkeypatch.setattr("relais.web.reports.proposed.PER_PAGE", 1)
    Act.objects.update(state=ActState.DROPPED.value, closed_at=polarised.at)
    maya = sign_in(polarised, "maya")
    pages = [page_of(maya), page_of(maya, f"{PATH}?page=2")]
    assert [page.count('<div id="act-') for page in pages] == [1, 1]
    assert all(any(f"act-{act.id}" in page for page in pages) for act in Act.objects.all())


def test_an_act_that_fails_does_not_stop_the_others(
    polarised: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    proposed(polarised)
    day, maya = polarised.at.date(), polarised.id("maya")
    agreed = {"owner": maya, "agreed_by": maya, "due_on": day, "agreed_at": polarised.at}
    Act.objects.update(state=ActState.DONE.value, closed_at=polarised.at, measure_on=day, **agreed)
    asked = []

    def measure(act: Act, **_: object) -> int:
        asked.append(act.id)
        return 1 // (len(asked) - 1)

    monkeypatch.setattr("relais.steering.actions.remeasure.measure_act", measure)
    with pytest.raises(RuntimeError, match="1 acts could not be measured again, 1 were"):
        measure_due(by=clock(polarised), at=polarised.at)
    assert len(asked) == 2


def test_too_few_appointments_are_waited_for_and_the_page_says_how_many(polarised: World) -> None:
    act = done(polarised)
    assert act.closed_at
    Act.objects.update(agreed_at=polarised.at)
    day = act.closed_at + timedelta(weeks=act.expected["weeks"] + 5)
    assert measure_due(by=clock(polarised), at=day) == 0
    act.refresh_from_db()
    assert (act.found["verdict"], act.found["needed"], act.measured_at) == (
        "not_enough_data", 30, None,
    )  # fmt: skip
    assert act.measure_on
    assert act.measure_on > day.date()
    page = page_of(sign_in(polarised, "maya"))
    assert "not enough data" in page
    assert "30 more are needed" in page
    assert not Notification.objects.filter(kind="act_measured").exists()
    Act.objects.update(found={**act.found, "after": [None, 3, 1]})
    page = page_of(sign_in(polarised, "maya"))
    assert "fewer than five reps after" in page


def test_an_act_done_late_is_looked_at_once_its_weeks_have_passed(polarised: World) -> None:
    act = done(polarised)
    late = polarised.at + timedelta(weeks=30)
    Act.objects.filter(id=act.id).update(agreed_at=polarised.at, closed_at=late)
    assert measure_due(by=clock(polarised), at=late) == 0
    act.refresh_from_db()
    assert act.found == {}
    assert act.measure_on
    assert act.measure_on > (late + timedelta(weeks=act.expected["weeks"])).date()


def test_the_clock_measures_in_its_round(polarised: World) -> None:
    act = done(polarised)
    shift(act, kept=True)
    assert act.closed_at
    Act.objects.update(agreed_at=polarised.at)
    assert tick(act.closed_at + timedelta(weeks=act.expected["weeks"] + 5)).figures == 1


def test_who_was_told_goes_to_the_act(polarised: World) -> None:
    act = proposed(polarised)[0]
    note = Notification.objects.create(
        organization_id=act.organization_id, person_id=polarised.id("maya"), act_id=act.id,
        kind="act_measured", key="act", at=polarised.at,
    )  # fmt: skip
    maya = sign_in(polarised, "maya")
    assert "measured again" in page_of(maya, "/notifications/")
    answer: Any = maya.post(f"/notifications/{note.id}/read/")
    assert answer["Location"] == f"/acts/#act-{act.id}"


def test_who_leads_two_regions_has_acts_of_each_and_none_of_both(polarised: World) -> None:
    world = polarised
    complete_privacy_checklist(
        works_council_on=SINCE,
        notice="v1",
        impact_assessment="AIPD 1",
        by=world.system,
        at=world.at,
    )
    give_role(world.id("maya"), Role.MANAGER, since=SINCE, unit_id=world.south.id, by=world.system)
    moved = [world.id(name) for name in ("remy", "olga", "rita", "rolf")]
    Appointment.objects.filter(rep_id__in=moved).update(unit=world.south)
    acts = [act for act in proposed(world) if act.kind == "ask_outcomes"]
    due = {act.unit_id: act.baseline["n"] for act in acts}
    assert due == {world.north.id: 22, world.south.id: 24}


def test_as_many_questions_for_many_acts(
    polarised: World, django_assert_max_num_queries: Any
) -> None:
    access = polarised.by("dora").access
    assert access
    with django_assert_max_num_queries(32):
        assert proposals_for(access, Asked(), at=polarised.at)
    proposed(polarised, "dora")
    with django_assert_max_num_queries(2):
        assert [str(act.unit) for act in rows_proposed(access)]
