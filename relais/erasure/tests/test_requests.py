"""What persons ask: recorded, with its clock; the file, the correction, the objection; refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from relais.accounts.actions import ContactDetails
from relais.accounts.models import Contact
from relais.calls.queries import callbacks_due
from relais.erasure.actions import (
    correct,
    export_own,
    give_access,
    name_subjects,
    obey_objection,
    receive_request,
)
from relais.erasure.queries import find_contacts, places_of
from relais.erasure.rules import NobodyFound
from relais.erasure.tests.conftest import Asker
from relais.erasure.tests.test_erase import call
from relais.leads.events import State
from relais.leads.models import Lead, Message
from relais.lib.errors import NotVisible
from relais.people.queries import access_by_email
from relais.privacy.actions import answer_request, extend_request, refuse_request
from relais.privacy.models import Disclosure, Objection, PrivacyRequest
from relais.privacy.queries import disclosures_visible_to, open_requests, requests_visible_to
from relais.privacy.rules import (
    AlreadyAsked,
    AskerMissing,
    Channel,
    DisclosureKind,
    ExtendedAlready,
    NothingToKeep,
    OtherKind,
    ReceivedLater,
    RequestClosed,
    RequestKind,
    TooLateToExtend,
    WordsMissing,
)
from relais.prospecting.models import Prospect
from tests.persons import World

ACCESS, OBJECTION, RECTIFICATION = (
    RequestKind.ACCESS, RequestKind.OBJECTION, RequestKind.RECTIFICATION,
)  # fmt: skip
CORRECTED = ContactDetails(last_name="Petit-Roux", first_name="Anne", phone="03 20 12 34 57")

Deed = Callable[[Asker, PrivacyRequest], Any]


def who(asker: Asker, name: str = "paul") -> dict[str, Any]:
    """Say who acts, and when."""
    return {"by": asker.world.by(name), "at": asker.world.at}


DEEDS: dict[str, tuple[RequestKind, Callable[..., Any]]] = {
    "answer": (ACCESS, lambda request, **at: answer_request(request.id, **at)),
    "extend": (ACCESS, lambda request, **at: extend_request(request.id, words="Long", **at)),
    "refuse": (ACCESS, lambda request, **at: refuse_request(request.id, words="Excessif", **at)),
    "object": (OBJECTION, lambda request, **at: obey_objection(request.id, **at)),
    "correct": (
        RECTIFICATION,
        lambda request, **at: correct(
            request.id, contact_id=Contact.objects.get().id, details=CORRECTED, **at
        ),
    ),
    "name": (
        OBJECTION,
        lambda request, **at: name_subjects(
            request.id, contact_ids=[Contact.objects.get().id], **at
        ),
    ),
}
every_deed = pytest.mark.parametrize("name", DEEDS)


@every_deed
def test_a_deed_does_not_exist_for_others(asker: Asker, name: str) -> None:
    kind, deed = DEEDS[name]
    request = asker.ask(kind)
    for other in ("ada", "dora", "maya", "remy", "tina"):
        with pytest.raises(NotVisible):
            deed(request, **who(asker, other))
    assert PrivacyRequest.objects.get().state == "received"


@every_deed
def test_a_deed_is_refused_once_the_request_is_closed(asker: Asker, name: str) -> None:
    kind, deed = DEEDS[name]
    request = asker.ask(kind)
    refuse_request(request.id, words="Déjà fait", **who(asker))
    with pytest.raises(RequestClosed):
        deed(request, **who(asker))


def test_the_clock_runs_a_calendar_month_from_receipt(asker: Asker) -> None:
    request = asker.ask(ACCESS, received_on=date(2026, 1, 31))
    assert request.due_on == date(2026, 2, 28)


def test_the_same_request_is_recorded_once(asker: Asker) -> None:
    asker.ask(ACCESS)
    with pytest.raises(AlreadyAsked, match="2026-04-10"):
        asker.ask(ACCESS, who=" Anne  Petit ")
    assert PrivacyRequest.objects.count() == 1


def test_nothing_comes_tomorrow_nor_from_nobody(asker: Asker) -> None:
    with pytest.raises(ReceivedLater):
        asker.ask(ACCESS, received_on=asker.world.at.date() + timedelta(days=1))
    with pytest.raises(AskerMissing):
        asker.ask(ACCESS, who=" ")
    with pytest.raises(NotVisible):
        asker.ask(ACCESS, contact_ids=[UUID(int=7)])


@pytest.mark.once
@pytest.mark.parametrize("name", ["ada", "dora", "maya", "tina"])
def test_nobody_else_records_or_sees_requests(asker: Asker, name: str) -> None:
    asker.ask(ACCESS)
    with pytest.raises(NotVisible):
        asker.ask(ACCESS, by=name, who="Autre")
    access = asker.world.by(name).access
    assert access
    assert not requests_visible_to(access).exists()
    assert find_contacts("Petit", access=access) == []


def test_an_extension_adds_two_months_once_and_in_time(asker: Asker) -> None:
    request = asker.ask(ACCESS)
    assert extend_request(request.id, words="Archives", **who(asker)).due_on == date(2026, 6, 10)
    with pytest.raises(ExtendedAlready):
        extend_request(request.id, words="Encore", **who(asker))
    late = asker.ask(ACCESS, received_on=date(2026, 2, 1))
    with pytest.raises(TooLateToExtend):
        extend_request(late.id, words="Trop tard", **who(asker))


def test_a_reason_is_asked_for(asker: Asker) -> None:
    request = asker.ask(ACCESS)
    for deed in (extend_request, refuse_request):
        with pytest.raises(WordsMissing):
            deed(request.id, words=" ", **who(asker))
    refused = refuse_request(request.id, words=" Excessif ", **who(asker))
    assert (refused.state, refused.refused_for) == ("refused", "Excessif")


def test_an_erasure_is_not_answered_by_words(asker: Asker) -> None:
    with pytest.raises(OtherKind):
        answer_request(asker.ask(RequestKind.ERASURE).id, **who(asker))


@pytest.mark.parametrize(
    "typed",
    ["petit", "Anne Petit", "petit anne", "anne@petit.example", "03 20 12 34 56", "+33320123456"],
)
def test_somebody_is_found_by_name_address_or_number(asker: Asker, typed: str) -> None:
    access = asker.world.by("paul").access
    assert access
    assert find_contacts(typed, access=access) == [asker.contact]
    assert find_contacts("Durand", access=access) == []


def test_what_is_held_is_counted_place_by_place(asker: Asker) -> None:
    call(asker)
    places = places_of([asker.contact.id], organization_id=asker.world.organization.id)
    assert places == {
        "contact": 1, "to_call": 1, "calls": 1, "callbacks_waiting": 1, "leads": 1, "sheets": 1,
        "messages": 1, "events": 1, "appointments": 0, "requests": 0, "letters": 0,
        "acts": 0, "points": 0, "callbacks_over": 0,
    }  # fmt: skip


def test_the_file_holds_everything_and_that_it_was_given_is_kept(asker: Asker) -> None:
    call(asker)
    request = asker.ask(ACCESS)
    held = give_access(request.id, **who(asker))["held"]
    assert held["accounts"]["contact"][0]["email"] == "anne@petit.example"
    assert held["leads"]["sheets"][0]["need"] == "Deux presses pour Anne"
    assert held["leads"]["messages"][0]["text"] == "Anne Petit rappelle mardi"
    assert held["calls"]["calls"][0]["note"] == "Rappeler Anne"
    kept = Disclosure.objects.get()
    assert (kept.kind, kept.request_id) == (DisclosureKind.ACCESS_FILE, request.id)
    assert kept.person_id == asker.world.id("paul")
    request.refresh_from_db()
    assert request.state == "received"


def test_there_is_no_file_of_nobody_and_none_for_another_kind(asker: Asker) -> None:
    with pytest.raises(NobodyFound):
        give_access(asker.ask(ACCESS, contact_ids=[]).id, **who(asker))
    with pytest.raises(OtherKind):
        give_access(asker.ask(OBJECTION).id, **who(asker))
    with pytest.raises(NotVisible):
        give_access(asker.ask(ACCESS, who="Anne").id, **who(asker, "ada"))
    assert not Disclosure.objects.exists()


def test_a_worker_who_asks_is_given_what_is_held_of_him(asker: Asker) -> None:
    world = asker.world
    request = receive_request(
        ACCESS, who="Tina", reach="", channel=Channel.IN_PERSON, received_on=world.at.date(),
        person_id=world.id("tina"), **who(asker),
    )  # fmt: skip
    held = give_access(request.id, **who(asker))["held"]
    assert held["people"]["roles"][0]["role"] == "telemarketer"
    assert [row["kind"] for row in held["leads"]["deeds"]] == ["lead.opened"]
    assert answer_request(request.id, **who(asker)).state == "answered"


def test_everybody_takes_what_is_held_of_himself_and_sees_that_he_did(asker: Asker) -> None:
    for name in ("tina", "remy", "maya"):
        person = asker.world.person(name)
        held = export_own(**who(asker, name))["held"]
        assert [row["id"] for row in held["people"]["person"]] == [person.id]
        access = asker.world.by(name).access
        assert access
        assert [row.person_id for row in disclosures_visible_to(access)] == [person.id]
    paul = access_by_email("paul@example.com", organization_id=asker.world.organization.id,
                           on=asker.world.at.date())  # fmt: skip
    assert paul
    assert disclosures_visible_to(paul).count() == 3


def test_the_clock_holds_nothing_of_its_own(world: World) -> None:
    with pytest.raises(NotVisible):
        export_own(by=world.system, at=world.at)


def test_an_objection_withdraws_what_lives_and_leaves_him_in_peace(asker: Asker) -> None:
    call(asker)
    world = asker.world
    world.later(days=2)
    tina = world.by("tina").access
    assert tina
    assert len(callbacks_due(tina, at=world.at)) == 1
    request = obey_objection(asker.ask(OBJECTION).id, **who(asker))
    assert (request.state, request.who) == ("answered", "Anne Petit")
    assert Lead.objects.get().state == State.WITHDRAWN
    assert Prospect.objects.get().closed_outcome == "do_not_call"
    assert list(callbacks_due(tina, at=world.at)) == []
    assert Objection.objects.filter(of_name=False).count() == 2
    assert Message.objects.get().text == "Anne Petit rappelle mardi"
    with pytest.raises(RequestClosed):
        obey_objection(request.id, **who(asker))


def test_an_objection_that_could_not_be_obeyed_is_refused_in_words(asker: Asker) -> None:
    Contact.objects.update(phone="", email="", first_name="", last_name="")
    with pytest.raises(NothingToKeep):
        obey_objection(asker.ask(OBJECTION).id, **who(asker))
    assert Lead.objects.get().state == State.QUALIFYING


def test_a_correction_is_read_as_any_detail_and_twice_is_once(asker: Asker) -> None:
    request = asker.ask(RECTIFICATION)
    for _ in range(2):
        correct(request.id, contact_id=asker.contact.id, details=CORRECTED, **who(asker))
    contact = Contact.objects.get()
    assert (contact.last_name, contact.phone) == ("Petit-Roux", "+33320123457")
    with pytest.raises(NotVisible):
        correct(request.id, contact_id=UUID(int=1), details=CORRECTED, **who(asker))
    with pytest.raises(OtherKind):
        correct(asker.ask(ACCESS).id, contact_id=asker.contact.id, details=CORRECTED, **who(asker))


def test_the_nearest_due_comes_first(asker: Asker) -> None:
    later = asker.ask(ACCESS)
    sooner = asker.ask(OBJECTION, received_on=date(2026, 2, 20))
    paul = asker.world.by("paul").access
    assert paul
    assert list(open_requests(paul)) == [sooner, later]
