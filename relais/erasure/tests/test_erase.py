"""Erasing somebody for good: done, refused by state and by person, done twice; nothing is left."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction

from relais.accounts.actions import AccountDetails, ContactDetails, give_account
from relais.accounts.models import Contact
from relais.appointments.actions import book_appointment
from relais.appointments.models import Appointment
from relais.calls.actions import record_call
from relais.calls.models import Call, Callback
from relais.calls.rules import CallEnd, CallOutcome
from relais.database.models import OrganizationRow
from relais.erasure.actions import erase_person, give_access, name_subjects
from relais.erasure.rules import AnswerFirst, ErasedAlready, NobodyFound
from relais.erasure.tests.conftest import Asker, person_at
from relais.leads import actions as leads
from relais.leads.actions import drifts, open_lead, take_up_lead, win_lead, withdraw_lead
from relais.leads.events import Mode, State, WithdrawalCause
from relais.leads.models import HandoverSheet, Lead, Message
from relais.leads.queries import history_of, mismatches
from relais.leads.queries.integrity import gaps
from relais.lib.errors import NotVisible
from relais.lib.money import Currency
from relais.outbox.models import Receipt
from relais.people.models import Organization
from relais.privacy.actions import keep_on_hold, lift_hold
from relais.privacy.models import Certificate, Objection, PrivacyRequest
from relais.privacy.rules import Objected, OnHold, OtherKind, RequestClosed, RequestKind
from relais.prospecting.actions import ProspectRow, Verdict, import_prospects
from relais.prospecting.models import Prospect
from relais.routing.actions import submit_lead, validate_lead
from tests.persons import World

ERASURE = RequestKind.ERASURE
TELLING = ("Anne", "Petit", "anne@petit", "320123456", "20 12 34 56", "Pressée", "Rappeler")


def erase(asker: Asker, request: PrivacyRequest | None = None, by: str = "paul") -> Certificate:
    request = request or asker.ask(ERASURE)
    return erase_person(request.id, by=asker.world.by(by), at=asker.world.at)


def row_of(asker: Asker) -> ProspectRow:
    """Give the row of a file in which the prospect comes again."""
    return ProspectRow(
        company=AccountDetails(name="Tissages du Nord", phone="03 20 99 99 99"),
        contact=ContactDetails(last_name="Petit", first_name="Anne", phone="0320123456"),
    )


def call(asker: Asker) -> Prospect:
    """Let Tina telephone: a note, and a promise to call back."""
    world = asker.world
    (told,) = import_prospects(world.campaign.id, [row_of(asker)], by=world.system, at=world.at)
    assert told.contact_id == asker.contact.id
    assert told.prospect_id
    record_call(
        told.prospect_id,
        end=CallEnd.ANSWERED,
        outcome=CallOutcome.CALLBACK,
        started_at=world.at,
        ended_at=world.at,
        callback_at=world.at + timedelta(days=1),
        note="Rappeler Anne",
        by=world.by("tina"),
        at=world.at,
    )
    return Prospect.objects.get()


def everything() -> str:
    """Give all that the database holds, as text."""
    tables = [model for model in apps.get_models() if issubclass(model, OrganizationRow)]
    rows: list[Any] = [row for table in tables for row in table._default_manager.values_list()]
    return repr(rows)


def test_names_numbers_and_words_go_for_good_and_the_certificate_counts_them(
    asker: Asker,
) -> None:
    call(asker)
    assert all(word in everything() for word in TELLING)
    told = erase(asker)
    assert not [word for word in TELLING if word in everything()]
    counts = {"contacts": 1, "leads_withdrawn": 1, "callbacks_ended": 1, "sheets": 1, "notes": 1}
    assert told.counts == counts | {
        "messages": 1,
        "answers": 0,
        "requests": 1,
        "acts": 0,
        "points": 0,
    }
    assert (told.issued_by_id, told.issued_at) == (asker.world.id("paul"), asker.world.at)
    contact = Contact.objects.get(id=asker.contact.id)
    assert (contact.erased_at, f"{contact}") == (asker.world.at, "–")


def test_what_lives_is_withdrawn_slots_are_freed_and_every_table_agrees(asker: Asker) -> None:
    world, lead = asker.world, asker.lead
    give_account(lead.account_id, rep_id=world.id("remy"), by=world.system, at=world.at)
    slot = world.at.replace(day=17)
    book_appointment(
        lead.id, rep_id=world.id("remy"), starts_at=slot, ends_at=None, mode=Mode.VISIT,
        by=world.by("tina"), at=world.at,
    )  # fmt: skip
    erase(asker)
    assert Lead.objects.get().state == State.WITHDRAWN
    assert [row.kind for row in history_of(lead)][-1] == "lead.withdrawn"
    assert not Appointment.objects.get().occupying
    assert list(mismatches(world.organization.id)) == gaps(world.organization.id) == []
    assert list(drifts(world.organization.id, told=lambda _: None)) == []


def test_what_was_won_keeps_its_amount_and_its_ids(asker: Asker) -> None:
    world, lead = asker.world, asker.lead
    give_account(lead.account_id, rep_id=world.id("remy"), by=world.system, at=world.at)
    submit_lead(lead.id, by=world.by("tina"), at=world.at)
    validate_lead(lead.id, by=world.by("victor"), at=world.at)
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    win_lead(
        lead.id, amount=4_800_00, margin=None, currency=Currency("EUR"),
        signed_on=world.at.date(), by=world.by("remy"), at=world.at,
    )  # fmt: skip
    assert erase(asker).counts["leads_withdrawn"] == 0
    kept = Lead.objects.get()
    assert (kept.state, kept.amount, kept.contact_id) == (State.WON, 4_800_00, asker.contact.id)
    assert HandoverSheet.objects.get().need == ""


def test_an_import_cannot_bring_him_back(asker: Asker) -> None:
    world = asker.world
    erase(asker)
    (told,) = import_prospects(world.campaign.id, [row_of(asker)], by=world.system, at=world.at)
    assert (told.verdict, type(told.why)) == (Verdict.SKIPPED, Objected)
    assert Contact.objects.filter(last_name="Petit").count() == 0
    with pytest.raises(Objected):
        open_lead(asker.contact.id, campaign_id=world.campaign.id, by=world.by("tina"), at=world.at)


def test_nobody_calls_him_any_more(asker: Asker) -> None:
    call(asker)
    erase(asker)
    assert Prospect.objects.get().closed_outcome == "do_not_call"
    assert Callback.objects.get().done_at == asker.world.at
    assert Call.objects.get().note == ""


def test_answers_kept_for_programs_are_emptied(asker: Asker) -> None:
    for key, answer in (("a", {"id": str(asker.lead.id), "text": "Anne"}), ("b", {"id": "x"})):
        Receipt.objects.create(
            organization_id=asker.world.organization.id, person_id=asker.world.id("tina"), key=key,
            fingerprint=key, status=200, answer=answer, written_at=asker.world.at,
        )  # fmt: skip
    assert erase(asker).counts["answers"] == 1
    assert dict(Receipt.objects.values_list("key", "answer")) == {"a": {}, "b": {"id": "x"}}


def test_done_twice_it_is_refused_in_words(asker: Asker) -> None:
    request = asker.ask(ERASURE)
    erase(asker, request)
    with pytest.raises(RequestClosed, match="2026-03-10"):
        erase(asker, request)
    assert Certificate.objects.count() == 1


def test_who_is_erased_cannot_be_erased_by_another_request(asker: Asker) -> None:
    first, second = asker.ask(ERASURE), asker.ask(ERASURE, who="Petit, Anne")
    erase(asker, first)
    second.refresh_from_db()
    assert (second.state, second.who) == ("answered", "")
    assert Certificate.objects.get().request_id == first.id


@pytest.mark.once
@pytest.mark.parametrize("name", ["ada", "dora", "maya", "tina", "remy"])
def test_it_does_not_exist_for_others(asker: Asker, name: str) -> None:
    request = asker.ask(ERASURE)
    with pytest.raises(NotVisible):
        erase(asker, request, by=name)
    assert Contact.objects.get(id=asker.contact.id).erased_at is None


def test_a_request_for_something_else_erases_nobody(asker: Asker) -> None:
    with pytest.raises(OtherKind):
        erase(asker, asker.ask(RequestKind.OBJECTION))


def test_somebody_must_be_named_first(asker: Asker) -> None:
    request = asker.ask(ERASURE, contact_ids=[])
    with pytest.raises(NobodyFound):
        erase(asker, request)
    ids = [asker.contact.id]
    for _ in range(2):
        name_subjects(request.id, contact_ids=ids, by=asker.world.by("paul"), at=asker.world.at)
    assert erase(asker, request).counts["contacts"] == 1


def test_a_legal_hold_keeps_him_until_it_is_lifted(asker: Asker) -> None:
    paul, at, request = asker.world.by("paul"), asker.world.at, asker.ask(ERASURE)
    hold = keep_on_hold(asker.contact.id, words="Procès en cours", by=paul, at=at)
    with pytest.raises(OnHold):
        erase(asker, request)
    lift_hold(hold.id, by=paul, at=at)
    erase(asker, request)
    assert "Procès" not in everything()


def test_who_waits_for_a_file_is_answered_first(asker: Asker) -> None:
    access = asker.ask(RequestKind.ACCESS)
    request = asker.ask(ERASURE)
    with pytest.raises(AnswerFirst):
        erase(asker, request)
    assert give_access(access.id, by=asker.world.by("paul"), at=asker.world.at)["held"]


def test_a_certificate_is_never_changed_nor_removed(asker: Asker) -> None:
    erase(asker)
    for deed in (lambda: Certificate.objects.update(counts={}), Certificate.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            deed()
    Organization.objects.update(purging=True)
    Certificate.objects.all().delete()
    assert not Certificate.objects.exists()


def test_who_has_neither_number_nor_address_is_kept_by_his_name_at_his_company(
    world: World, asker: Asker
) -> None:
    Contact.objects.filter(id=asker.contact.id).update(phone="", phone_typed="", email="")
    withdraw_lead(asker.lead.id, cause=WithdrawalCause.OBJECTION, by=world.system, at=world.at)
    assert Objection.objects.get().of_name
    erase(asker)
    again = ContactDetails(last_name="PÉTIT", first_name="Anne", email="new@petit.example")
    company = AccountDetails(name="Tissages du Nord", phone="0320999999")
    row = ProspectRow(company=company, contact=again)
    (told,) = import_prospects(world.campaign.id, [row], by=world.system, at=world.at)
    assert isinstance(told.why, Objected)
    other = ProspectRow(
        company=company, contact=ContactDetails(last_name="Petit", first_name="Marc")
    )
    (told,) = import_prospects(world.campaign.id, [other], by=world.system, at=world.at)
    assert told.why is None


def test_the_words_of_others_leads_stay(asker: Asker) -> None:
    other = asker.world.open_lead()
    leads.post_message(other.id, text="Un autre", by=asker.world.by("tina"), at=asker.world.at)
    erase(asker)
    assert Message.objects.get(lead=other).text == "Un autre"
    assert Lead.objects.get(id=other.id).state == State.QUALIFYING
    with pytest.raises(ErasedAlready):
        erase(asker, named(asker))


def named(asker: Asker) -> PrivacyRequest:
    """Record a request about who is erased, as one that waited could have been."""
    request = asker.ask(ERASURE, contact_ids=[])
    request.subjects.create(organization_id=request.organization_id, contact_id=asker.contact.id)
    return request


def test_a_request_that_names_more_of_him_is_answered_first(asker: Asker) -> None:
    """He stands at two companies: erasing one must not close what he asked about both."""
    company = Contact.objects.get(id=asker.world.contact()).account_id
    elsewhere = person_at(asker.world, company, phone="03 20 77 77 77")
    both = [asker.contact.id, elsewhere.id]
    wider = asker.ask(RequestKind.OBJECTION, contact_ids=both)
    narrow = asker.ask(ERASURE)
    with pytest.raises(AnswerFirst):
        erase(asker, narrow)
    assert Contact.objects.get(id=asker.contact.id).erased_at is None
    name_subjects(
        narrow.id, contact_ids=[elsewhere.id], by=asker.world.by("paul"), at=asker.world.at
    )
    erase(asker, narrow)
    assert PrivacyRequest.objects.get(id=wider.id).closed_at is not None
    assert all(one.erased_at for one in Contact.objects.filter(id__in=both))


def test_who_asked_is_in_no_kept_answer_either(asker: Asker) -> None:
    request = asker.ask(ERASURE)
    Receipt.objects.create(
        organization_id=asker.world.organization.id,
        person_id=asker.world.id("paul"),
        key="k1",
        fingerprint="f",
        status=200,
        answer={"id": str(request.id), "who": "Anne Petit", "reach": "anne@petit.example"},
        written_at=asker.world.at,
    )
    erase(asker, request)
    assert not [row for row in Receipt.objects.all() if "Petit" in str(row.answer)]
