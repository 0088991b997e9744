"""Taking a lead up by a program: quick, counted, and told as it is."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from relais.api.tests.programs import Program, kinds, transmitted
from relais.people.models import Person
from relais.people.queries import access_of, access_of_token
from tests.persons import World

# The key with its roles; the lead under lock, its row, its event; the turn; the points, read and
# written; the challenges that hear it, held before on PostgreSQL, where others write meanwhile;
# beside them the transaction's own statements.
ASKED = 8


def statements(caught: CaptureQueriesContext) -> list[str]:
    own = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
    return [query["sql"] for query in caught if not query["sql"].startswith(own)]


def test_a_take_up_asks_the_database_so_much_and_no_more(world: World, program: Program) -> None:
    lead, other = transmitted(world), transmitted(world)
    program.post("remy", f"/leads/{other.id}/take-up")
    with CaptureQueriesContext(connection) as caught:
        answer = program.post("remy", f"/leads/{lead.id}/take-up")
    assert answer.json()["state"] == "taken_up"
    assert answer["ETag"] == f'"{len(kinds(lead.id))}"'
    assert len(statements(caught)) == ASKED, "\n".join(statements(caught))


def test_a_list_asks_as_much_whatever_its_length(world: World, program: Program) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert program.get("dora", "/leads", q="etab").status_code == 200
        return len(statements(caught))

    transmitted(world)
    asked()
    few = asked()
    for _ in range(5):
        transmitted(world)
    assert asked() == few <= 5


def test_a_key_gives_the_roles_of_its_person(world: World, program: Program) -> None:
    for name in world.people:
        found = access_of_token(program.key(name, "leads:read"), at=world.at)
        assert found is not None
        assert found[0] == access_of(world.id(name), on=world.at.date())
        assert found[1] == {"leads:read"}


def test_the_key_of_somebody_without_a_role_opens_the_door_on_nothing(
    world: World, program: Program
) -> None:
    world.people["nobody"] = Person.objects.create(
        organization=world.organization, last_name="Nobody"
    )
    assert program.get("nobody", "/me").json()["roles"] == []
    assert program.get("nobody", "/leads").json()["items"] == []
