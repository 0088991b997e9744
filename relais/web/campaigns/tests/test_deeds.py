"""Every deed on a campaign by its form: done, refused by state, refused by person, done twice."""

from collections.abc import Callable
from typing import Any

import pytest

from relais.campaigns.actions import add_cost
from relais.campaigns.models import Campaign, Cost, Engagement, Objective, Reason, TargetDefinition
from relais.campaigns.queries import CostKind
from relais.campaigns.rules.terms import ReasonKind
from relais.web.tests.steps import sign_in
from tests.persons import SINCE, World

DAY = "2026-03-01"
TERMS = {
    "name": "Automne", "starts_on": DAY, "relay_required": "on", "sheet_required": ["need"],
    "currency": "EUR", "cool_off_days": "60", "slot_minutes": "45", "buffer_minutes": "15",
    "attempt_cap": "4", "review_clock": "1h30m", "take_up_clock": "3d", "outcome_clock": "2d",
    "contest_window": "5d", "judgment_clock": "3d", "review_notice": "4h",
}  # fmt: skip
OBJECTIVE = {"measure": "held", "target": "80", "since": DAY}
COST = {"kind": "per_lead", "amount": "45.50", "since": DAY}
REASON = {"kind": "lose", "label_fr": "Budget gelé", "label_en": "Budget frozen"}


def send(world: World, who: str, rest: str, /, **data: Any) -> Any:
    return sign_in(world, who).post(f"/campaigns/{world.campaign.id}/{rest}", **data)


def rows(*criteria: dict[str, str]) -> dict[str, str]:
    """Give a target as its form sends it."""
    sent = {"row-TOTAL_FORMS": str(len(criteria)), "row-INITIAL_FORMS": "0"}
    for number, one in enumerate(criteria):
        sent |= {f"row-{number}-{name}": value for name, value in ({"weight": "1"} | one).items()}
    return sent


AREA = {"kind": "area", "values": "59, 62", "countries": "fr"}
QUESTION = {"kind": "free", "question": "Un budget ?", "weight": "2", "required": "on"}


def test_a_director_makes_a_campaign_as_a_draft(world: World) -> None:
    sent = TERMS | {"owner_id": str(world.id("dora"))}
    answer = sign_in(world, "dora").post("/campaigns/create/", **sent)
    made = Campaign.objects.get(name="Automne")
    assert answer.status_code == 302
    assert answer["Location"] == f"/campaigns/{made.id}/"
    assert (made.status, made.review_clock, made.sheet_required) == ("draft", "1h30m", ["need"])


def test_a_name_that_is_taken_is_refused_in_words(world: World) -> None:
    sent = TERMS | {"owner_id": str(world.id("dora")), "name": "Printemps"}
    answer = sign_in(world, "dora").post("/campaigns/create/", **sent)
    assert answer.status_code == 409
    assert "taken" in answer.content.decode()
    assert Campaign.objects.count() == 1


def test_what_cannot_be_read_comes_back_with_what_was_typed(world: World) -> None:
    sent = TERMS | {"owner_id": str(world.id("dora")), "take_up_clock": "soon"}
    answer = sign_in(world, "dora").post("/campaigns/create/", **sent)
    assert answer.status_code == 400
    assert 'value="Automne"' in answer.content.decode()
    assert "Write 30m" in answer.content.decode()


def test_terms_change_and_the_key_of_an_import_stays(world: World) -> None:
    Campaign.objects.update(external_key="K1")
    for _ in range(2):
        answer = send(world, "ada", "save/", **TERMS, owner_id=str(world.id("dora")))
        assert answer.status_code == 302
    changed = Campaign.objects.get()
    assert (changed.name, changed.take_up_clock, changed.external_key) == ("Automne", "3d", "K1")


def test_a_campaign_pauses_once(world: World) -> None:
    assert send(world, "dora", "become/paused/").status_code == 302
    assert send(world, "dora", "become/paused/").status_code == 409
    assert Campaign.objects.get().status == "paused"


def test_a_target_is_published_once(world: World) -> None:
    for _ in range(2):
        assert send(world, "dora", "publish/", **rows(AREA, {}, QUESTION)).status_code == 302
    one = TargetDefinition.objects.get()
    assert [each["code"] for each in one.criteria] == ["area", "free"]
    assert one.criteria[0]["countries"] == ["FR"]
    assert one.criteria[1]["required"] is True


def test_two_criteria_of_a_kind_have_codes_of_their_own_and_keep_them(world: World) -> None:
    send(world, "dora", "publish/", **rows(QUESTION, {**QUESTION, "question": "Un décideur ?"}))
    kept = {**QUESTION, "question": "Un décideur ?", "code": "free-2", "was": "free"}
    send(world, "dora", "publish/", **rows(kept))
    first, second = TargetDefinition.objects.order_by("version")
    assert [each["code"] for each in first.criteria] == ["free", "free-2"]
    assert [each["code"] for each in second.criteria] == ["free-2"]


def test_a_criterion_that_says_nothing_is_refused_in_words(world: World) -> None:
    answer = send(world, "dora", "publish/", **rows({"kind": "function"}))
    assert answer.status_code == 409
    assert "Criterion 1" in answer.content.decode()
    assert not TargetDefinition.objects.exists()


def test_an_objective_said_twice_counts_as_said_last(world: World) -> None:
    for target in ("80", "90"):
        assert send(world, "dora", "add/objective/", **OBJECTIVE | {"target": target})
    assert Objective.objects.get().target == 90


def objective_of(world: World) -> str:
    """Let Dora set an objective; give the address at which it is taken back."""
    send(world, "dora", "add/objective/", **OBJECTIVE)
    return f"objectives/{Objective.objects.get().id}/remove/"


def test_an_objective_set_by_mistake_is_taken_back_once(world: World) -> None:
    where = objective_of(world)
    for name, shown in (("dora", True), ("tina", False)):
        page = sign_in(world, name).get(f"/campaigns/{world.campaign.id}/").content.decode()
        assert (where in page) is shown
    assert send(world, "dora", where).status_code == 302
    assert send(world, "dora", where).status_code == 404
    assert not Objective.objects.exists()


def test_a_cost_is_written_in_minor_units_and_can_be_taken_back_once(world: World) -> None:
    assert send(world, "dora", "add/cost/", **COST).status_code == 302
    cost = Cost.objects.get()
    assert (cost.amount, cost.kind, cost.currency) == (4550, "per_lead", "EUR")
    assert send(world, "dora", f"costs/{cost.id}/remove/").status_code == 302
    assert send(world, "dora", f"costs/{cost.id}/remove/").status_code == 404


def test_a_reason_is_added_once_and_retired(world: World) -> None:
    assert send(world, "dora", "add/reason/", **REASON).status_code == 302
    assert send(world, "dora", "add/reason/", **REASON).status_code == 409
    reason = Reason.objects.get(label_en="Budget frozen")
    assert (reason.code, reason.campaign_id) == ("budget-frozen", world.campaign.id)
    for _ in range(2):
        assert send(world, "dora", f"reasons/{reason.id}/retire/").status_code == 302
    reason.refresh_from_db()
    assert reason.retired_at == world.at


def test_a_call_center_engaged_again_changes_its_end(world: World) -> None:
    sent = {"call_center_id": str(world.center.id), "since": f"{SINCE}"}
    for until in ("2026-06-30", "2026-09-30"):
        assert send(world, "dora", "add/engagement/", **sent, until=until).status_code == 302
    assert f"{Engagement.objects.get().until}" == "2026-09-30"


def cost_of(world: World) -> str:
    cost = add_cost(
        world.campaign.id, kind=CostKind.FIXED, amount=1, since=SINCE, by=world.by("dora")
    )
    return f"costs/{cost.id}/remove/"


DEEDS: dict[str, tuple[Callable[[World], str], dict[str, str]]] = {
    "status": (lambda w: "become/paused/", {}),
    "publish": (lambda w: "publish/", rows(AREA)),
    "objective": (lambda w: "add/objective/", OBJECTIVE),
    "cost": (lambda w: "add/cost/", COST),
    "reason": (lambda w: "add/reason/", REASON),
    "remove": (cost_of, {}),
    "remove_objective": (objective_of, {}),
    "retire": (lambda w: f"reasons/{w.reason(ReasonKind.LOSE, 'price')}/retire/", {}),
}


@pytest.mark.parametrize("name", ["remy", "maya", "tina"])
@pytest.mark.parametrize("deed", DEEDS.values(), ids=DEEDS)
def test_who_does_not_set_campaigns_is_refused(
    world: World, deed: tuple[Callable[[World], str], dict[str, str]], name: str
) -> None:
    where, data = deed
    assert send(world, name, where(world), **data).status_code == 409


def test_who_does_not_set_campaigns_changes_no_terms(world: World) -> None:
    sent = TERMS | {"owner_id": str(world.id("dora"))}
    assert send(world, "maya", "save/", **sent).status_code == 409
    assert sign_in(world, "maya").post("/campaigns/create/", **sent).status_code == 409
    assert [one.name for one in Campaign.objects.all()] == ["Printemps"]


def test_a_campaign_of_elsewhere_is_not_found(world: World) -> None:
    answer = sign_in(world, "dora").post(f"/campaigns/{world.id('dora')}/become/paused/")
    assert answer.status_code == 404
