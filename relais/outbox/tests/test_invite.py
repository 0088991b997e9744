"""Who is invited chooses his password by a link that is good once; nobody else learns anything."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from django.core import mail
from django.test import Client

from relais.lib.brought import Verdict
from relais.lib.errors import NotVisible, Refusal
from relais.outbox.actions import deliver_due, give_sign_in, invite, open_sign_in, send_forgotten
from relais.outbox.models import OutboxRow
from relais.outbox.rules.links import HasLeft
from relais.people.actions import AddressTaken, SignsInAlready, add_person, give_login
from relais.people.models import Login, Person
from relais.people.rules.offices import ForAdministrators
from tests.persons import World

PASSWORD = "un-mot-de-passe-assez-long"


def newcomer(world: World, email: str = "nina@example.com") -> Person:
    return add_person("Vasseur", email=email, language="en", by=world.system)


def invited(world: World, *person_ids: UUID) -> list[str]:
    verdicts = invite(person_ids, by=world.by("ada"), at=world.at)
    return [type(one.why).__name__ if one.why else one.verdict.value for one in verdicts]


def link(world: World) -> str:
    """Give where the last mail that is sent leads."""
    deliver_due(world.at, limit=10)
    found = re.search(r"https?://[^/\s]+(/password/\S+)", str(mail.outbox[-1].body))
    assert found, mail.outbox[-1].body
    return found[1]


def choose(path: str, client: Client | None = None) -> Client:
    """Follow a link, and choose a password."""
    client = client or Client()
    form = client.get(path)
    assert form.status_code == 302, "the link is not good"
    said = {"new_password1": PASSWORD, "new_password2": PASSWORD}
    assert client.post(form["Location"], said)["Location"] == "/sign-in/"
    return client


def test_who_is_invited_chooses_a_password_and_signs_in(world: World) -> None:
    person = newcomer(world)
    assert invited(world, person.id) == ["created"]
    client = choose(link(world))
    login = {"username": "nina@example.com", "password": PASSWORD}
    assert client.post("/sign-in/", login).status_code == 302
    person.refresh_from_db()
    assert person.login is not None
    assert person.login.last_login


def test_a_link_is_good_once_and_for_three_days(world: World) -> None:
    person = newcomer(world)
    invited(world, person.id)
    path = link(world)
    choose(path)
    assert Client().get(path).status_code == 200
    assert "no longer good" in Client(headers={"Accept-Language": "en"}).get(path).content.decode()


def test_the_outbox_keeps_no_link(world: World) -> None:
    invited(world, newcomer(world).id)
    row = OutboxRow.objects.get()
    assert (row.template, row.data) == ("invited", {})


def test_invited_twice_one_letter_goes_until_the_pause_is_over(world: World) -> None:
    person = newcomer(world)
    assert invited(world, person.id) == invited(world, person.id) == ["created"]
    assert OutboxRow.objects.count() == 1
    world.later(minutes=30)
    invited(world, person.id)
    assert OutboxRow.objects.count() == 2
    assert Login.objects.filter(email="nina@example.com").count() == 1


def test_who_cannot_be_invited_is_passed_over_in_words(world: World) -> None:
    taken = newcomer(world, "taken@example.com")
    give_login(world.id("remy"), email="taken@example.com", password=None, by=world.system)
    gone = newcomer(world, "gone@example.com")
    Person.objects.filter(id=gone.id).update(left_on=world.at.date() - timedelta(days=1))
    nobody = newcomer(world, "")
    assert invited(world, taken.id, gone.id, nobody.id) == ["AddressTaken", "HasLeft", "NoAddress"]
    assert not OutboxRow.objects.exists()


def test_two_with_one_address_are_not_one_sign_in(world: World) -> None:
    one, other = newcomer(world), newcomer(world)
    assert sorted(invited(world, one.id, other.id)) == ["AddressTaken", "created"]


def test_who_has_signed_in_before_is_left_alone(world: World) -> None:
    person = newcomer(world)
    login = give_login(person.id, email="nina@example.com", password=PASSWORD, by=world.system)
    Login.objects.filter(id=login.id).update(last_login=world.at)
    assert invited(world, person.id) == [Verdict.MATCHED.value]
    assert not OutboxRow.objects.exists()


@pytest.mark.once
@pytest.mark.parametrize("who", ["dora", "maya", "remy"])
def test_only_administrators_invite(world: World, who: str) -> None:
    with pytest.raises(Refusal):
        invite([newcomer(world).id], by=world.by(who), at=world.at)
    assert not Login.objects.filter(email="nina@example.com").exists()


def test_a_forgotten_password_is_chosen_anew(world: World) -> None:
    person = newcomer(world)
    give_login(person.id, email="nina@example.com", password="before-it-was-this", by=world.system)
    for _ in range(2):
        send_forgotten("Nina@Example.com ", at=world.at)
    assert OutboxRow.objects.count() == 1
    client = choose(link(world))
    login = {"username": "nina@example.com", "password": PASSWORD}
    assert client.post("/sign-in/", login).status_code == 302


def test_an_address_that_nobody_has_gets_the_same_answer_and_no_letter(world: World) -> None:
    give_login(world.id("remy"), email="remy@example.com", password=PASSWORD, by=world.system)
    asked = [{"email": email} for email in ("nobody@example.com", "remy@example.com")]
    pages = [Client().post("/password/forgotten/", said).content for said in asked]
    answers = [re.sub(rb'value="[^"]{64}"', b"a token", page) for page in pages]
    assert answers[0] == answers[1]
    assert [row.to_person_id for row in OutboxRow.objects.all()] == [world.id("remy")]


def test_a_leaver_gets_no_letter(world: World) -> None:
    give_login(world.id("remy"), email="remy@example.com", password=PASSWORD, by=world.system)
    Person.objects.filter(id=world.id("remy")).update(left_on=world.at.date())
    send_forgotten("remy@example.com", at=world.at)
    assert not OutboxRow.objects.exists()


def given(world: World, person: Person, email: str) -> None:
    give_sign_in(person.id, email=email, by=world.by("ada"), at=world.at)


def test_a_sign_in_is_given_by_a_link_to_its_address(world: World) -> None:
    person = newcomer(world, "")
    given(world, person, "Nina@Example.com")
    client = choose(link(world))
    assert mail.outbox[-1].to == ["nina@example.com"]
    login = {"username": "nina@example.com", "password": PASSWORD}
    assert client.post("/sign-in/", login).status_code == 302


def test_an_address_is_mended_until_somebody_has_signed_in_with_it(world: World) -> None:
    person = newcomer(world)
    for email in ("nian@example.com", "nian@example.com", "nina@example.com"):
        given(world, person, email)
    deliver_due(world.at, limit=10)
    assert OutboxRow.objects.count() == 2
    assert [login.email for login in Login.objects.filter(person=person)] == ["nina@example.com"]
    Login.objects.filter(person=person).update(last_login=world.at)
    with pytest.raises(SignsInAlready):
        given(world, person, "ada-s-own@example.com")
    with pytest.raises(SignsInAlready):
        give_login(person.id, email="ada-s-own@example.com", password=PASSWORD, by=world.by("ada"))
    assert Login.objects.get(person=person).email == "nina@example.com"


def test_a_sign_in_is_given_by_administrators_to_who_works_here(world: World) -> None:
    person, gone = newcomer(world), newcomer(world, "gone@example.com")
    Person.objects.filter(id=gone.id).update(left_on=world.at.date() - timedelta(days=1))
    give_login(world.id("remy"), email="remy@example.com", password=None, by=world.system)
    for who in ("dora", "maya", "remy"):
        with pytest.raises(Refusal):
            give_sign_in(person.id, email="n@example.com", by=world.by(who), at=world.at)
    with pytest.raises(HasLeft):
        given(world, gone, "gone@example.com")
    with pytest.raises(AddressTaken):
        given(world, person, "remy@example.com")
    with pytest.raises(NotVisible):
        give_sign_in(UUID(int=1), email="n@example.com", by=world.by("ada"), at=world.at)
    assert not OutboxRow.objects.exists()
    assert not Login.objects.filter(person=person).exists()


def test_what_lets_somebody_in_goes_where_he_signs_in_and_nowhere_else(world: World) -> None:
    remy = Person.objects.get(id=world.id("remy"))
    give_login(remy.id, email="remy@example.com", password=PASSWORD, by=world.system)
    Person.objects.filter(id=remy.id).update(email="ada-s-own@example.com")
    send_forgotten("remy@example.com", at=world.at)
    deliver_due(world.at, limit=10)
    assert mail.outbox[-1].to == ["remy@example.com"]


def test_an_address_given_again_leaves_the_link_good_that_is_on_its_way(world: World) -> None:
    person = newcomer(world, "")
    given(world, person, "nina@example.com")
    path = link(world)
    given(world, person, "nina@example.com")
    assert OutboxRow.objects.count() == 1
    choose(path)


def test_each_address_gets_a_link_though_another_was_given_meanwhile(world: World) -> None:
    person = newcomer(world, "")
    for email in ("nina@example.com", "nian@example.com", "nina@example.com"):
        given(world, person, email)
        path = link(world)
        assert mail.outbox[-1].to == [email]
    choose(path)


def test_who_signs_in_is_reached_there_though_no_other_address_is_known(world: World) -> None:
    give_login(world.id("remy"), email="remy@example.com", password=PASSWORD, by=world.system)
    Person.objects.filter(id=world.id("remy")).update(email="")
    send_forgotten("remy@example.com", at=world.at)
    choose(link(world))


def test_who_will_leave_signs_in_until_the_day_by_both_doors(world: World) -> None:
    person = add_person("Morel", email="morel@example.com", by=world.system)
    address, by = "morel@x.example", world.by("ada")
    Person.objects.filter(id=person.id).update(left_on=world.at.date() + timedelta(days=1))
    assert open_sign_in(person.id, email=address, by=by, at=world.at).email == address
    assert open_sign_in(person.id, email=address, by=by, at=world.at).email == address
    give_sign_in(person.id, email=address, by=by, at=world.at)
    send_forgotten(address, at=world.at)
    assert {row.template for row in OutboxRow.objects.all()} == {"invited", "forgotten"}
    world.later(days=1)
    for deed in (open_sign_in, give_sign_in):
        with pytest.raises(HasLeft):
            deed(person.id, email=address, by=by, at=world.at)
    with pytest.raises(ForAdministrators):
        open_sign_in(person.id, email=address, by=world.by("maya"), at=world.at)


def test_a_password_goes_with_the_address_where_it_was_chosen(world: World) -> None:
    person = add_person("Morel", by=world.system)
    by = world.by("ada")
    login = open_sign_in(person.id, email="mistyped@x.example", by=by, at=world.at)
    login.set_password("one-that-a-stranger-chose")
    login.save()
    mended = open_sign_in(person.id, email="morel@x.example", by=by, at=world.at)
    assert (mended.pk, mended.has_usable_password()) == (login.pk, False)
