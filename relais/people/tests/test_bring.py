"""Units and staff out of a table: added, known again, passed over in words."""

import pytest

from relais.lib.brought import RowVerdict, Verdict
from relais.lib.errors import Refusal
from relais.people.actions import (
    StaffRow,
    UnitRow,
    add_person,
    add_unit,
    bring_people,
    bring_units,
    give_role,
    preview_people,
    preview_units,
)
from relais.people.models import Membership, Person, Unit
from relais.people.queries import Role
from tests.persons import SINCE, World

TREE = [
    UnitRow("Est"),
    UnitRow("Nancy", above="Est"),
    UnitRow("Lyon", kind="Agence", above="  sud "),
    UnitRow("Wien", kind="pays", country="at", timezone="Europe/Vienna"),
]


def said(verdicts: list[RowVerdict]) -> list[tuple[str, str]]:
    return [(one.verdict.value, str(one.why or "")) for one in verdicts]


def bring(world: World, *rows: StaffRow) -> list[RowVerdict]:
    return bring_people(rows, by=world.by("ada"), at=world.at)


def posts(world: World, name: str) -> list[tuple[str, str | None, str | None]]:
    rows = Membership.objects.of(world.organization.id).filter(person__last_name=name)
    return list(rows.values_list("role", "unit__name", "call_center__name").order_by("role"))


def test_units_are_added_below_the_one_they_name(world: World) -> None:
    assert said(bring_units(TREE, by=world.by("ada"))) == [("created", "")] * 4
    rows = Unit.objects.of(world.organization.id)
    made = {unit.name: unit for unit in rows.select_related("parent")}
    assert [made[name].kind for name in ("Est", "Nancy", "Lyon")] == ["region", "agency", "agency"]
    assert made["Nancy"].path.startswith(made["Est"].path)
    assert made["Lyon"].parent == world.south
    assert (made["Wien"].country, made["Wien"].timezone) == ("AT", "Europe/Vienna")
    assert made["Nancy"].country == "FR"


def test_the_same_units_twice_add_nothing(world: World) -> None:
    first = bring_units(TREE, by=world.by("ada"))
    again = bring_units(TREE, by=world.by("ada"))
    assert said(again) == [("matched", "")] * 4
    assert [one.id for one in again] == [one.id for one in first]


def test_a_unit_that_cannot_be_right_is_passed_over(world: World) -> None:
    add_unit("Lille", kind="agency", parent_id=world.north.id, by=world.system)
    add_unit("Lille", kind="agency", parent_id=world.south.id, by=world.system)
    rows = [
        UnitRow(" "),
        UnitRow("A" * 401),
        UnitRow("A", above="Lille"),
        UnitRow("B", above="nord / LILLE"),
        UnitRow("C", above="Ouest"),
        UnitRow("D", kind="galaxie"),
        UnitRow("E", timezone="Mars/Olympus"),
    ]
    verdicts = bring_units(rows, by=world.by("ada"))
    kinds = [type(one.why).__name__ if one.why else "" for one in verdicts]
    assert kinds == [
        "NameNeeded", "NameTooLong", "SeveralUnits", "", "NoSuchUnit", "NoSuchKind",
        "UnknownTimeZone",
    ]  # fmt: skip
    assert Unit.objects.get(name="B").parent.parent == world.north  # type: ignore[union-attr]


def test_persons_are_added_with_the_role_that_is_named(world: World) -> None:
    verdicts = bring(
        world,
        StaffRow("Vasseur", "Nina", "Nina@Example.com", "06 12 34 56 78", "Commercial", "Nord"),
        StaffRow(
            "Petit", "Léa", "lea@example.com", role="téléprospectrice", call_center="VOIX DU NORD"
        ),
        StaffRow("Roux", role="Telemarketer"),
        StaffRow("Blanc", role="director"),
        StaffRow("Noir"),
    )
    assert said(verdicts) == [("created", "")] * 5
    nina = Person.objects.get(last_name="Vasseur")
    assert (nina.email, nina.phone, nina.language) == ("nina@example.com", "+33612345678", "fr")
    assert posts(world, "Vasseur") == [("rep", "Nord", None)]
    assert posts(world, "Petit") == [("telemarketer", None, "Voix du Nord")]
    assert posts(world, "Roux") == [("telemarketer", None, None)]
    assert posts(world, "Blanc") == [("director", world.root.name, None)]
    assert posts(world, "Noir") == []


def test_who_is_known_keeps_what_is_known_and_gets_a_role_once(world: World) -> None:
    row = StaffRow("Autrement", "Rémy", "REMY@example.com", role="manager", unit="Sud")
    for _ in range(2):
        (verdict,) = bring(world, row)
        assert (verdict.verdict, verdict.id) == (Verdict.MATCHED, world.id("remy"))
    assert Person.objects.get(id=world.id("remy")).last_name == world.person("remy").last_name
    held = Membership.objects.filter(person_id=world.id("remy"), role=Role.MANAGER.value)
    assert [post.unit for post in held] == [world.south]


def test_without_an_address_a_name_tells_who_it_is(world: World) -> None:
    twice = bring(world, StaffRow("Roux", "Jo"), StaffRow("ROUX", "jo"))
    assert [one.verdict for one in twice] == [Verdict.CREATED, Verdict.MATCHED]
    assert twice[0].id == twice[1].id


def test_a_person_that_cannot_be_right_is_passed_over(world: World) -> None:
    verdicts = bring(
        world,
        StaffRow(""),
        StaffRow("A" * 201),
        StaffRow("A", "B" * 201),
        StaffRow("A", email="nobody"),
        StaffRow("A", email=f"{'a' * 250}@example.com"),
        StaffRow("A", role="pirate"),
        StaffRow("A", role="rep", unit="Ouest"),
        StaffRow("A", role="supervisor", call_center="Ailleurs"),
        StaffRow("A", country="XX"),
    )
    kinds = [type(one.why).__name__ for one in verdicts]
    assert kinds == [
        "NameNeeded", "NameTooLong", "NameTooLong", "NotAnAddress", "NameTooLong", "NoSuchRole",
        "NoSuchUnit", "NoSuchCenter", "UnknownCountry",
    ]  # fmt: skip
    assert not Person.objects.filter(last_name="A").exists()


@pytest.mark.once
@pytest.mark.parametrize("who", ["dora", "maya", "remy", "sam"])
def test_only_administrators_bring_people_in(world: World, who: str) -> None:
    with pytest.raises(Refusal):
        bring_people([StaffRow("Roux")], by=world.by(who), at=world.at)
    with pytest.raises(Refusal):
        bring_units([UnitRow("Est")], by=world.by(who))
    assert not Person.objects.filter(last_name="Roux").exists()


def test_a_preview_leaves_nothing(world: World) -> None:
    by, before = world.by("ada"), Person.objects.count()
    assert said(preview_people([StaffRow("Roux")], by=by, at=world.at)) == [("created", "")]
    assert said(preview_units(TREE, by=by)) == [("created", "")] * 4
    assert (Person.objects.count(), Unit.objects.count()) == (before, 3)


def add_without_address(world: World, name: str, role: Role, unit: Unit) -> Person:
    person = add_person(name, by=world.system)
    give_role(person.id, role, since=SINCE, by=world.system, unit_id=unit.id)
    return person


def test_who_has_no_address_gets_that_of_the_row_of_his_name(world: World) -> None:
    nina = add_without_address(world, "Nina Vasseur", Role.REP, world.north)
    row = StaffRow("VASSEUR", "nina", "Nina@example.com", role="rep", unit="Nord")
    for _ in range(2):
        (verdict,) = bring(world, row)
        assert (verdict.verdict, verdict.id) == (Verdict.MATCHED, nina.id)
    nina.refresh_from_db()
    assert nina.email == "nina@example.com"
    assert [post.unit for post in Membership.objects.filter(person=nina)] == [world.north]


def test_an_address_goes_to_nobody_else_of_the_same_name(world: World) -> None:
    first = add_without_address(world, "Nina Vasseur", Role.REP, world.north)
    named = StaffRow("Vasseur", "Nina", "nina@example.com")
    elsewhere = StaffRow("Vasseur", "Nina", "autre@example.com", role="rep", unit="Sud")
    assert said(bring(world, elsewhere)) == [("created", "")]
    add_without_address(world, "Nina Vasseur", Role.MANAGER, world.north)
    (verdict,) = bring(world, named)
    assert type(verdict.why).__name__ == "SeveralOfThisName"
    first.refresh_from_db()
    assert first.email == ""
    assert not Person.objects.filter(email="nina@example.com").exists()
