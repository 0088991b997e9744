"""Bringing leads in: done, refused by person, done twice; and each thing that can be wrong."""

import csv
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relais.accounts.models import Account, Contact
from relais.appointments.models import Appointment
from relais.exchange.actions import Given, ImportResult, import_leads, preview_leads
from relais.exchange.models import ImportBatch
from relais.exchange.rules import WrongMapping
from relais.exchange.rules.access import (
    Collides,
    DoesNotAddUp,
    FileMissing,
    FileNotNamed,
    MayNotImport,
    NotThere,
    OtherOrganization,
    TwoFiles,
    WhichOrganization,
)
from relais.exchange.tests.conftest import DEALS, LEADS, MAPPING, Files
from relais.leads.events import State
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import mismatches
from relais.people.models import Membership, Organization, Person
from relais.privacy.actions import keep_objections, record_objection
from tests.persons import World


def bring_in(world: World, given: Given) -> ImportResult:
    return import_leads(given, by=world.by("dora"), at=world.at)


def lead(key: str) -> Lead:
    return Lead.objects.exclude(state=State.VOIDED.value).get(external_key=key)


def kinds(key: str) -> list[tuple[str, bool]]:
    rows = LeadEvent.objects.filter(lead=lead(key)).order_by("sequence")
    return [
        (kind.split(".")[1], inferred) for kind, inferred in rows.values_list("kind", "inferred")
    ]


def rejects(result: ImportResult) -> list[dict[str, str]]:
    assert result.rejects_file
    with result.rejects_file.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_leads_come_in_with_their_history(world: World, files: Files) -> None:
    result = bring_in(world, files())

    assert (result.read, result.created, result.updated) == (5, 3, 2)
    assert (result.skipped, result.rejected, result.rejects_file) == (0, 0, None)
    won = lead("A1")
    assert won.state == State.WON
    assert won.opened_at == datetime(2026, 2, 2, 8, 30, tzinfo=UTC)
    assert won.won_at == datetime(2026, 2, 20, 14, 0, tzinfo=UTC)
    assert (won.amount, won.currency, won.batch_id) == (123_450, "EUR", result.batch)
    assert list(mismatches()) == []


def test_in_many_chunks_the_same_comes_in_and_challenges_are_asked_for_once(
    world: World, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    for size in ("BEGINNING", "CHUNK"):
        monkeypatch.setattr(f"relais.exchange.actions.running.{size}", 1)
    with CaptureQueriesContext(connection) as asked:
        result = bring_in(world, files(deals=DEALS.replace("lost", "signed")))

    assert (result.created, result.updated) == (3, 2)
    assert [lead(key).state for key in ("A1", "A2", "B1")] == ["won", "qualifying", "won"]
    assert sum("challenge_challenge" in each["sql"] for each in asked) == 1


def test_what_the_file_does_not_tell_is_inferred_and_gives_no_times(
    world: World, files: Files
) -> None:
    bring_in(world, files())

    assert kinds("A1") == [
        ("opened", False),
        ("submitted", True),
        ("validated", True),
        ("assigned", True),
        ("taken_up", True),
        ("approach_started", True),
        ("won", False),
    ]
    assert lead("A1").taken_up_at is None
    assert kinds("A2") == [("opened", False)]


def test_who_calls_and_sells_is_one_person_with_two_roles(world: World, files: Files) -> None:
    bring_in(world, files())
    both = Person.objects.get(external_key="t1")

    assert str(both) == "Agent t1"
    assert set(Membership.objects.filter(person=both).values_list("role", flat=True)) == {
        "telemarketer",
        "rep",
    }
    assert (lead("A1").originator_id, lead("B1").rep_id) == (both.id, both.id)
    assert Person.objects.filter(external_key__in=["t1", "t2", "r1"]).count() == 3


def test_leads_of_one_company_share_it(world: World, files: Files) -> None:
    result = bring_in(world, files())

    assert lead("A1").account_id == lead("A2").account_id
    assert result.matched == {"added": 2, "found by external key": 1}
    assert Contact.objects.filter(external_key__in=["A1", "A2", "B1"]).count() == 3


def test_done_twice_nothing_is_added(world: World, files: Files) -> None:
    bring_in(world, files())
    events = LeadEvent.objects.count()
    again = bring_in(world, files())

    assert (again.created, again.updated, again.skipped) == (0, 0, 5)
    assert LeadEvent.objects.count() == events
    assert Account.objects.filter(external_key="Alpha").count() == 1


def test_new_facts_continue_the_history_of_a_lead(world: World, files: Files) -> None:
    bring_in(world, files(deals="lead;rep;signed;end;amount\n"))
    again = bring_in(world, files())

    assert (again.created, again.updated, again.skipped) == (0, 2, 3)
    assert (lead("A1").state, lead("B1").state) == (State.WON, State.LOST)
    assert lead("B1").reason.code == "price"


def test_a_deal_may_come_without_the_row_of_its_lead(world: World, files: Files) -> None:
    bring_in(world, files(deals="lead;rep;signed;end;amount\n"))
    again = bring_in(world, files(leads=LEADS.splitlines()[0] + "\n"))

    assert (again.read, again.updated, again.rejected) == (2, 2, 0)
    assert lead("A1").state == State.WON


def test_a_preview_leaves_nothing(world: World, files: Files) -> None:
    result = preview_leads(files(), by=world.by("dora"), at=world.at)

    assert (result.created, result.updated, result.batch) == (3, 2, None)
    assert not Lead.objects.exists()
    assert not ImportBatch.objects.exists()
    assert not Person.objects.filter(external_key="r1").exists()


def test_the_batch_is_remembered(world: World, files: Files) -> None:
    result = bring_in(world, files())
    batch = ImportBatch.objects.get()

    assert (batch.id, batch.read, batch.created) == (result.batch, 5, 3)
    assert [file["name"] for file in batch.files] == ["leads.csv", "deals.csv"]
    assert all(len(file["sha256"]) == 64 for file in batch.files)
    assert batch.imported_by_id == world.id("dora")


@pytest.mark.once
@pytest.mark.parametrize("name", ["remy", "tina", "maya", "paul"])
def test_another_role_is_refused_and_nothing_comes_in(
    world: World, files: Files, name: str
) -> None:
    with pytest.raises(MayNotImport):
        import_leads(files(), by=world.by(name), at=world.at)

    assert not Lead.objects.exists()


REJECTED = {
    "no key": (";Alpha;Roux;;05/02/2026 09:00;t1", "has no key"),
    "key twice": ("A1;Alpha;Roux;;05/02/2026 09:00;t1", "stands on line 2 already"),
    "key too long": ("x" * 121 + ";Alpha;Roux;;05/02/2026 09:00;t1", "too long"),
    "no date": ("C1;Alpha;Roux;;soon;t1", "“soon” in “opened” is not a date"),
    "no such day": ("C1;Alpha;Roux;;30/02/2026 09:00;t1", "is not a date"),
    "no company": ("C1;;Roux;;05/02/2026 09:00;t1", "A company needs a name"),
}


@pytest.mark.parametrize(("line", "words"), REJECTED.values(), ids=REJECTED)
def test_a_row_that_cannot_be_taken_is_rejected_in_words(
    world: World, files: Files, line: str, words: str
) -> None:
    result = bring_in(world, files(leads=f"{LEADS}{line}\n"))
    (reject,) = rejects(result)

    assert (result.created, result.rejected) == (3, 1)
    assert words in reject["reason"]
    assert (reject["file"], reject["line"], reject["company"]) == (
        "leads",
        "5",
        line.split(";")[1],
    )


DEALS_REJECTED = {
    "before the opening": ("A2;r1;2026-02-01;signed;1", "comes before the lead was opened"),
    "no such lead": ("Z9;r1;2026-02-20;signed;1", "No lead has the key “Z9”"),
    "unknown word": ("A2;r1;2026-02-20;perhaps;1", "“perhaps” in “end” is not a word"),
    "no amount": ("A2;r1;2026-02-20;signed;many", "“many” in “amount” is not an amount"),
    "no rep": ("A2;;2026-02-20;signed;1", "Nobody is named who had the lead"),
    "won twice": ("A1;r1;2026-02-25;signed;1", "A lead that is won cannot become “lead.won”"),
}


@pytest.mark.parametrize(("line", "words"), DEALS_REJECTED.values(), ids=DEALS_REJECTED)
def test_a_deal_that_cannot_be_is_rejected_and_its_lead_kept(
    world: World, files: Files, line: str, words: str
) -> None:
    result = bring_in(world, files(deals=f"{DEALS}{line}\n"))
    (reject,) = rejects(result)

    assert (result.created, result.updated, result.rejected) == (3, 2, 1)
    assert words in reject["reason"]
    assert (reject["file"], reject["line"]) == ("deals", "4")
    assert lead("A2").state == State.QUALIFYING


def test_the_deals_of_a_rejected_lead_are_rejected_with_it(world: World, files: Files) -> None:
    result = bring_in(world, files(leads=LEADS.replace("02/02/2026", "99/02/2026")))

    assert (result.created, result.rejected) == (2, 2)
    assert "Its lead was rejected, on line 2" in rejects(result)[1]["reason"]


def test_a_contact_with_an_open_lead_gets_no_second_one(world: World, files: Files) -> None:
    mapping = MAPPING.replace('[contact]\nkey = "id"\n', "[contact]\n")
    twin = LEADS + "A3;Alpha;Petit;petit@alpha.example;06/02/2026 09:00;t1\n"
    result = bring_in(world, files(leads=twin, mapping=mapping))

    assert (result.created, result.rejected) == (3, 1)
    assert "already open for this contact" in rejects(result)[0]["reason"]


def test_who_has_objected_does_not_come_back(world: World, files: Files) -> None:
    record_objection("petit@alpha.example", by=world.system, at=world.at)
    result = bring_in(world, files())

    assert (result.created, result.rejected) == (2, 1)
    assert not Contact.objects.filter(email="petit@alpha.example").exists()


def test_who_has_objected_under_his_name_alone_does_not_come_back(
    world: World, files: Files
) -> None:
    mapping = MAPPING.replace('[contact]\nkey = "id"\n', "[contact]\n")
    bring_in(world, files(mapping=mapping))
    Contact.objects.filter(email="petit@alpha.example").update(email="", phone="")
    keep_objections(Contact.objects.filter(last_name="Petit"), by=world.system, at=world.at)
    again = f"{LEADS.splitlines()[0]}\nA9;Alpha;PETIT;;06/02/2026 09:00;t1\n"
    result = bring_in(world, files(leads=again, mapping=mapping))

    assert (result.created, result.rejected) == (0, 1)
    assert "objected" in rejects(result)[0]["reason"]


def test_nobody_is_added_unless_the_mapping_says_so(world: World, files: Files) -> None:
    without = MAPPING.replace('["persons", "accounts"]', '["accounts"]')
    result = bring_in(world, files(mapping=without))

    assert (result.created, result.rejected) == (0, 5)
    assert "There is no person “Agent t1”" in rejects(result)[0]["reason"]


def test_no_campaign_is_made_unless_the_mapping_says_so(world: World, files: Files) -> None:
    with pytest.raises(NotThere, match="There is no campaign “Été”"):
        bring_in(world, files(mapping=MAPPING.replace("Printemps", "Été")))


def test_the_command_line_founds_the_organization_that_a_mapping_names(
    db: None, files: Files
) -> None:
    everything = MAPPING.replace(
        '["persons", "accounts"]', '["organization", "campaign", "persons", "accounts"]'
    ).replace("starts_on", 'owner = "Direction"\nstarts_on')
    mapping = everything + '[organization]\nslug = "neuve"\nname = "Neuve"\n'
    result = import_leads(files(mapping=mapping), by=None, at=datetime(2026, 4, 1, tzinfo=UTC))

    assert result.created == 3
    assert Organization.objects.get().slug == "neuve"
    assert Person.objects.filter(memberships__role="director").get().last_name == "Direction"


def test_an_import_into_no_organization_is_refused(world: World, files: Files) -> None:
    with pytest.raises(WhichOrganization):
        import_leads(files(), by=None, at=world.at)


def test_a_mapping_for_another_organization_is_refused(world: World, files: Files) -> None:
    mapping = MAPPING + '[organization]\nslug = "autre"\nname = "Autre"\n'

    with pytest.raises(OtherOrganization):
        bring_in(world, files(mapping=mapping))


def test_files_must_be_those_that_the_mapping_names(
    world: World, files: Files, tmp_path: Path
) -> None:
    given = files()
    (tmp_path / "notes.csv").write_text("a,b\n1,2\n")
    (tmp_path / "leads_2.csv").write_text(LEADS)
    cases = {
        FileNotNamed: [*given.files, tmp_path / "notes.csv"],
        FileMissing: given.files[:1],
        TwoFiles: [*given.files, tmp_path / "leads_2.csv"],
    }
    for refusal, paths in cases.items():
        with pytest.raises(refusal):
            bring_in(world, Given(paths, given.mapping, given.rejects_in))


def test_a_column_that_is_not_there_is_named_with_those_that_are(
    world: World, files: Files
) -> None:
    with pytest.raises(WrongMapping, match=r"lead\.telemarketer.*no column “agent”.*“caller”"):
        bring_in(world, files(mapping=MAPPING.replace('"caller"', '"agent"')))


VISITS = """
[[steps]]
file = "deals"
event = "appointment"
starts_at = "signed"
rep = "rep"
outcome = { column = "end", otherwise = "", values = { held = "held", absent = "rep_absent" } }
"""


def visits(files: Files, *lines: str) -> Given:
    mapping, _, _ = MAPPING.partition("[[steps]]")
    return files(deals="\n".join(["lead;rep;signed;end;amount", *lines]), mapping=mapping + VISITS)


def test_appointments_come_in_with_what_became_of_them(world: World, files: Files) -> None:
    lines = ["A1;r1;2026-02-10 10:00;{};", "B1;r1;2026-02-11 10:00;absent;"]
    bring_in(world, visits(files, *(line.format("") for line in lines)))
    bring_in(world, visits(files, *(line.format("held") for line in lines)))
    told = Appointment.objects.order_by("starts_at").values_list("outcome", "reason__code")

    assert list(told) == [("held", None), ("rep_absent", "other")]
    assert (lead("A1").state, lead("B1").state) == (State.IN_APPROACH, State.TRANSMITTED)


def test_past_appointments_may_overlap_and_those_to_come_may_not(
    world: World, files: Files
) -> None:
    past = ["A1;r1;2026-02-10 10:00;;", "B1;r1;2026-02-10 10:30;;"]
    assert bring_in(world, visits(files, *past)).updated == 2

    to_come = [line.replace("2026", "2126").replace("r1", "r2") for line in past]
    with pytest.raises(Collides, match="Nothing was kept"):
        bring_in(world, visits(files, *to_come))
    assert Appointment.objects.count() == 2


def test_what_does_not_add_up_leaves_nothing(
    world: World, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "relais.exchange.actions.counting.states_of_batch",
        lambda batch_id, organization_id: {State.WON: 1},
    )
    with pytest.raises(DoesNotAddUp, match="leads, 3 meant, 1 found"):
        bring_in(world, files(deals=f"{DEALS}Z9;r1;2026-02-20;signed;1\n"))

    assert not Lead.objects.exists()
    assert not list((files().rejects_in).glob("*"))
