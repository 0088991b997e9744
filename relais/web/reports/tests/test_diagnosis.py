"""The diagnosis in the browser: the verdict for those who lead, persons as the law allows."""

from datetime import date
from uuid import UUID

from relais.appointments.models import Appointment
from relais.database.models import uuid7
from relais.measures.queries import caller_pseudonym_of, pseudonym_of
from relais.people.actions import (
    add_call_center,
    add_person,
    complete_privacy_checklist,
)
from relais.privacy.models import ReadPerson
from relais.web.reports.tests.conftest import Team
from relais.web.tests.steps import sign_in
from tests.persons import World

PLACES = ("", "goes-with/", "acts/")


def complete(world: World) -> None:
    complete_privacy_checklist(
        works_council_on=date(2026, 2, 1),
        notice="v1",
        impact_assessment="A1",
        by=world.by("ada"),
        at=world.at,
    )


def page_of(world: World, who: str, **query: str) -> str:
    answer = sign_in(world, who).get("/reports/diagnosis/", **query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_verdict_is_told_before_the_checklist_and_nobody_is_shown(polarised: World) -> None:
    page = page_of(polarised, "maya")
    assert "Appointments not honoured: concentrated" in page
    assert "3 of the 8 reps" in page
    assert 'class="plot"' not in page
    assert "Remy" not in page


def test_a_direct_manager_sees_his_reps_by_name_once_the_checklist_is_complete(
    polarised: World,
) -> None:
    complete(polarised)
    page = page_of(polarised, "maya")
    assert '<svg class="funnel"' in page
    assert '<td data-name="Rep">Remy</td>' in page
    assert '<td data-name="Rep">Rada</td>' not in page  # four due appointments only
    read = set(ReadPerson.objects.values_list("person__last_name", flat=True))
    assert read == {"Remy", "Olga", "Rosa", "Rita", "Rolf", "Ruth", "Rune"}  # they may know it


def test_above_the_direct_manager_reps_stand_under_a_pseudonym(polarised: World) -> None:
    complete(polarised)
    page = page_of(polarised, "dora")
    assert "Remy" not in page
    assert pseudonym_of(polarised.id("remy")) in page
    assert not ReadPerson.objects.exists()


def test_the_list_of_many_reps_is_folded_until_a_page_of_it_is_asked_for(polarised: World) -> None:
    complete(polarised)
    told = list(Appointment.objects.filter(rep_id=polarised.id("ruth")))
    people = [add_person(f"Rep {number}", by=polarised.system) for number in range(20)]
    Appointment.objects.bulk_create(
        copy_of(each, id=uuid7(), rep_id=person.id) for person in people for each in told
    )

    assert '<details><summary class="btn">Each one’s figures' in page_of(polarised, "dora")
    again = sign_in(polarised, "dora").get("/reports/diagnosis/?page=1").content.decode()
    assert '<details open><summary class="btn">Each one’s figures' in again


def copy_of(row: Appointment, **more: UUID) -> Appointment:
    """Give the same appointment of somebody else."""
    kept = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return Appointment(**(kept | more))


def test_a_team_of_few_is_not_shown_before_the_checklist(world: World, team: Team) -> None:
    team(remy=(1, 2), olga=(0, 2))
    assert "Too few reps to be shown" in page_of(world, "maya")
    complete(world)
    assert "not enough data" in page_of(world, "maya")


def test_one_unit_or_campaign_or_period_is_asked_for(polarised: World) -> None:
    complete(polarised)
    asked = page_of(polarised, "dora", unit_id=str(polarised.south.id))
    assert "No appointment was due" in asked
    asked = page_of(
        polarised, "dora", campaign_id=str(polarised.campaign.id), unit_id=str(polarised.north.id)
    )
    assert "Of 46 appointments due" in asked
    assert "Of 8 appointments due" in page_of(polarised, "dora", until="2026-03-12")
    assert "No appointment was due" in page_of(polarised, "dora", since="2026-04-01")


def test_one_call_center_is_asked_for_on_each_page(polarised: World) -> None:
    dora, center = sign_in(polarised, "dora"), str(polarised.center.id)
    pages = [f"/reports/diagnosis/{place}?call_center_id={center}" for place in PLACES]
    for path in pages:
        assert "fewer than five telemarketers" in dora.get(path).content.decode()
    complete(polarised)
    told = [dora.get(path).content.decode() for path in pages]
    assert "Of 46 appointments due" in told[0]
    assert all("fewer than five telemarketers" not in page for page in told)
    other = add_call_center("Autre voix", kind="outsourced", by=polarised.system)
    assert "No appointment was due" in page_of(polarised, "dora", call_center_id=str(other.id))


def test_quality_leads_to_that_of_each_telemarketer_once_the_checklist_is_complete(
    polarised: World,
) -> None:
    dora, link = sign_in(polarised, "dora"), "/reports/funnel/?by=telemarketer"
    assert link not in dora.get("/reports/diagnosis/goes-with/").content.decode()
    complete(polarised)
    assert link in dora.get("/reports/diagnosis/goes-with/").content.decode()
    page = dora.get(link).content.decode()
    assert caller_pseudonym_of(polarised.id("tina")) in page
    assert "Tina" not in page


def test_a_manager_sees_nothing_of_another_region(polarised: World) -> None:
    complete(polarised)
    assert "No appointment was due" in page_of(polarised, "milo")
    assert "No appointment was due" in page_of(polarised, "milo", unit_id=str(polarised.north.id))


def test_a_rep_sees_himself_and_nobody_else(world: World, team: Team) -> None:
    team(remy=(1, 4), olga=(0, 2))
    page = page_of(world, "remy")
    assert "You honoured 1 of 4 appointments due" in page
    assert "Olga" not in page
    assert 'class="plot"' not in page
    assert "No appointment of yours" in page_of(world, "sara")


def test_a_telemarketer_sees_no_diagnosis(world: World) -> None:
    assert sign_in(world, "tina").get("/reports/diagnosis/").status_code == 404


def test_what_goes_with_it_is_told_with_its_counts(polarised: World) -> None:
    answer = sign_in(polarised, "maya").get("/reports/diagnosis/goes-with/")
    page = str(answer.content.decode())
    assert answer.status_code == 200
    assert "Their manager did something on the lead before the appointment" in page
    assert "not enough data" in page
    assert "more appointments due are needed" in page
    assert "Not recorded here yet" in page  # what cannot be told is said in words
    assert "Outside the department where the rep has most appointments" in page
    assert "By telemarketers’ team: no team of five or more" in page
    assert "No lead was contested." in page
    assert " of 46" not in page  # of so few, one part would be a person's own figures


def test_the_diagnosis_asks_for_what_goes_with_it(polarised: World) -> None:
    page = page_of(polarised, "maya", since="2026-01-01")
    assert 'hx-get="/reports/diagnosis/goes-with/?since=2026-01-01"' in page


def test_what_goes_with_it_is_for_those_who_lead(polarised: World) -> None:
    for who in ("remy", "tina", "sam", "victor", "ada", "paul"):
        assert sign_in(polarised, who).get("/reports/diagnosis/goes-with/").status_code == 404


def test_what_goes_with_it_in_few_reps_waits_for_the_checklist(world: World, team: Team) -> None:
    team(remy=(1, 2), olga=(0, 2))
    answer = sign_in(world, "maya").get("/reports/diagnosis/goes-with/")
    assert "fewer than five reps" in str(answer.content.decode())
    complete(world)
    answer = sign_in(world, "maya").get("/reports/diagnosis/goes-with/")
    assert "not enough data" in str(answer.content.decode())
