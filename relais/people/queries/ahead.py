"""What is asked of persons before rows are written behind: a question afterwards waits for them."""

from collections.abc import Callable, Collection, Hashable, Iterable
from uuid import UUID

from relais.database.behind import asked_once


def known_of(
    question: Hashable,
    person_ids: Collection[UUID],
    ask: Callable[[Collection[UUID]], Iterable[UUID]],
) -> set[UUID]:
    """Give those of some persons of whom something is so, of whom `ask` says it.

    While rows are written behind, it is not asked again of whom it was asked before.
    """
    known: dict[UUID, bool] = asked_once(question, dict)
    if unknown := set(person_ids) - known.keys():
        so = set(ask(unknown))
        known.update((person_id, person_id in so) for person_id in unknown)
    return {person_id for person_id in person_ids if known[person_id]}
