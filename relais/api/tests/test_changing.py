"""What is known of companies, people, units and call centers is changed by programs as well."""

from relais.accounts.actions import AccountDetails, add_account
from relais.accounts.models import Account, Contact
from relais.api.tests.programs import Program
from tests.persons import World

ACME = {"name": "Acme", "siren": "732829320", "city": "Lens"}


def test_an_account_and_its_contact(world: World, program: Program) -> None:
    contact = Contact.objects.get(id=world.contact(owner="remy"))
    path = f"/accounts/{contact.account_id}"
    for _ in "12":
        told = program.send("put", "remy", path, ACME)
        assert (told.status_code, told.json()["city"]) == (200, "Lens")
    person = f"{path}/contacts/{contact.id}"
    told = program.send("put", "remy", person, {"last_name": "Martin", "phone": "0612345678"})
    assert told.json()["phone"] == "+33612345678"
    assert program.send("put", "olga", path, ACME | {"name": "X"}).status_code == 404
    assert program.send("put", "olga", person, {"last_name": "X"}).status_code == 404
    assert program.send("put", "paul", path, ACME | {"name": "X"}).status_code == 409
    other = f"/accounts/{world_account(world)}/contacts/{contact.id}"
    assert program.send("put", "maya", other, {"last_name": "X"}).status_code == 404
    assert not Account.objects.filter(name="X").exists()
    assert not Contact.objects.filter(last_name="X").exists()


def world_account(world: World) -> object:
    return Contact.objects.get(id=world.contact()).account_id


def test_a_company_that_is_known_is_named(world: World, program: Program) -> None:
    details = AccountDetails("Acme", siren="732829320")
    known = add_account(details, by=world.system, at=world.at)
    answer = program.post("maya", "/accounts", ACME)
    assert (answer.status_code, answer.json()["account_id"]) == (409, str(known.id))
    assert Account.objects.count() == 1


def test_units_and_call_centers(world: World, program: Program) -> None:
    path = f"/organization/units/{world.north.id}"
    told = {
        "name": "Nord et Picardie",
        "kind": "region",
        "parent_id": str(world.root.id),
        "country": "FR",
        "timezone": "Europe/Paris",
    }
    for _ in "12":
        assert program.send("put", "ada", path, told).json()["name"] == "Nord et Picardie"
    below = told | {"parent_id": str(world.north.id)}
    assert program.send("put", "ada", path, below).status_code == 409
    assert program.send("put", "maya", path, told | {"name": "X"}).status_code == 409
    center = f"/organization/call-centers/{world.center.id}"
    assert program.send("put", "ada", center, {"name": "Voix"}).json()["name"] == "Voix"
    assert program.send("put", "sam", center, {"name": "X"}).status_code in (404, 409)
