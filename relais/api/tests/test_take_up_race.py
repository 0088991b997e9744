"""Twenty programs take one lead at once: one wins, the others are told why not."""

from collections import Counter

from relais.api.tests.programs import Program, kinds, transmitted
from tests.databases import CommittingDatabase
from tests.persons import build_world


def test_of_twenty_take_ups_at_once_exactly_one_counts(committing_db: CommittingDatabase) -> None:
    program = Program(build_world())
    lead = transmitted(program.world)
    program.get("remy", "/leads")
    path = f"/leads/{lead.id}/take-up"
    answers = committing_db.at_once(20, lambda _: program.post("remy", path))
    told = Counter(getattr(answer, "status_code", repr(answer)) for answer in answers)
    assert told == {200: 1, 409: 19}
    assert kinds(lead.id).count("lead.taken_up") == 1
