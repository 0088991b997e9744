"""Several who erase at once: one does it, the others are told that it is done."""

from collections import Counter

from relais.erasure.actions import erase_person
from relais.erasure.tests.conftest import asker_of
from relais.privacy.models import Certificate
from relais.privacy.rules import RequestKind
from tests.databases import CommittingDatabase
from tests.persons import build_world
from tests.processes import PATIENCE, finished, running


def test_of_eight_erasures_at_once_one_gives_a_certificate(
    committing_db: CommittingDatabase,
) -> None:
    asker = asker_of(build_world())
    requests = [asker.ask(RequestKind.ERASURE, who=f"Anne {n % 2}") for n in range(2)]

    def erase(number: int) -> str:
        world = asker.world
        told = erase_person(requests[number % 2].id, by=world.by("paul"), at=world.at)
        return str(told.kind)

    answers = committing_db.at_once(8, erase)
    told = Counter(str(getattr(answer, "code", answer)) for answer in answers)
    assert told == {"erasure": 1, "request_closed": 7}
    assert Certificate.objects.count() == 1


def test_of_two_processes_that_run_retention_one_erases(
    committing_db: CommittingDatabase,
) -> None:
    world = build_world()
    world.at = world.at.replace(year=2020)
    for _ in range(20):
        world.contact()
    environment = committing_db.environment
    said = finished("retention", "--dry-run", "--json", environment=environment)
    assert '"persons": 20' in said.stdout, said.stderr
    with (
        running("retention", environment=environment) as one,
        running("retention", environment=environment) as other,
    ):
        outputs = [process.communicate(timeout=PATIENCE)[0] for process in (one, other)]
        codes = sorted(process.returncode for process in (one, other))
    assert codes == [0, 1], outputs
    assert any("20 contacts erased for good" in text for text in outputs)
    assert any("Nobody is due" in text for text in outputs)
    assert Certificate.objects.get().counts["contacts"] == 20
