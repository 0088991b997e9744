"""Lists of whoever reads: turned into SQL once for all whose roles are alike, then asked with ids.

What somebody may see follows from his roles, and from how many units and call centers they are
over; which person, units and centers these are is only a value of the query. The ORM takes longer
to write such a query than the database to answer it, and a desk asks a dozen.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count, islice
from typing import Any, Final, cast
from uuid import UUID

from django.db import connection
from django.db.models import Count, QuerySet

from relais.database.prepared import Prepared, Value, Values
from relais.people.rules.access import Access, Role

Ask = Callable[..., "QuerySet[Any, Any]"]
Shape = tuple[frozenset[Role], tuple[tuple[Role, tuple[int, ...]], ...], tuple[int, ...]]
NOBODY: Final = 0xACCE55 << 96  # ids from here on are nobody's
KINDS: Final = 256  # ways to hold roles that are remembered of one list


class AskedBy:
    """A query by `values_list`, built by a function of an access and of values as in `Prepared`.

    The function may look at which roles somebody has, and at nothing else: his ids, paths and
    call centers may only go into the query as they are, and nothing may be asked about them.
    :raises TypeError: at the first question, of a function that does either.
    """

    def __init__(self, ask: Ask, *, examples: Values = ()) -> None:
        self._ask, self._examples = ask, examples
        self._prepared = lru_cache(maxsize=KINDS)(self._prepare)

    def __call__(self, access: Access, *values: Value) -> list[tuple[Any, ...]]:
        """Ask, and give the rows as the ORM would."""
        return self._prepared(_shape(access))(*_values_of(access), *values)

    def _prepare(self, shape: Shape) -> Prepared:
        stand_in = _stand_in(shape)
        prepared = Prepared(
            lambda *_: self._ask(stand_in, *self._examples),
            examples=(*_values_of(stand_in), *self._examples),
        )
        with connection.execute_wrapper(_ask_nothing):
            told = [str(constant) for constant in prepared.constants]
        if any(mark in each for each in told for mark in _marks(stand_in)):
            raise TypeError(f"{self._ask.__qualname__} makes something else of an id or a path.")
        return prepared


class Listing:
    """The rows of whoever reads, in their order: the ids of the first, and how many there are.

    :param ask: gives rows of a model, as for `AskedBy`.
    :param most: how many are shown.
    """

    def __init__(self, ask: Ask, *, most: int, examples: Values = ()) -> None:
        def ids(access: Access, *values: Value) -> "QuerySet[Any, Any]":
            return ask(access, *values).select_related(None).values_list("id")[:most]

        def count(access: Access, *values: Value) -> "QuerySet[Any, Any]":
            rows = ask(access, *values).select_related(None).order_by()
            counted = rows.values("organization_id").annotate(n=Count("id"))
            return cast("QuerySet[Any, Any]", counted.values_list("n"))

        self.ask: Final = ask
        self.examples: Final = examples
        self.most: Final = most
        self.ids: Final = AskedBy(ids, examples=examples)
        self.counts: Final = AskedBy(count, examples=examples)

    def of(self, access: Access, *values: Value) -> "ListOfOne":
        """Give the list of one reader; nothing is asked yet."""
        return ListOfOne(self, access, values)


@dataclass(frozen=True)
class ListOfOne:
    """The list of one reader."""

    listing: Listing
    access: Access
    values: Values

    def first(self) -> list[UUID]:
        """Give the ids of the first rows."""
        return [row[0] for row in self.listing.ids(self.access, *self.values)]

    def count(self, first: Sequence[object]) -> int:
        """Count the rows; where the first are all there are, nothing is asked."""
        if len(first) < self.listing.most:
            return len(first)
        return sum(row[0] for row in self.listing.counts(self.access, *self.values))


def _ask_nothing(*_: object) -> None:
    raise TypeError("A list that depends on more than roles cannot be asked for a stand-in.")


def _shape(access: Access) -> Shape:
    depths = ((role, tuple(map(_depth, paths))) for role, paths in _paths_of(access))
    return access.roles, tuple(depths), tuple(map(len, _centers_of(access)))


def _depth(path: str) -> int:
    return path.count("/")


def _paths_of(access: Access) -> Iterator[tuple[Role, list[str]]]:
    """Give the paths of each role; those of two who are alike correspond one by one."""
    for role in sorted(access.unit_paths):
        yield role, sorted(access.unit_paths[role], key=lambda path: (_depth(path), path))


def _centers_of(access: Access) -> tuple[list[UUID], ...]:
    """Give his call centers, by what he is there: both, supervisor alone, telemarketer alone."""
    theirs, led = access.call_centers, access.supervised
    return tuple(sorted(each, key=str) for each in (theirs & led, led - theirs, theirs - led))


def _stand_in(shape: Shape) -> Access:
    roles, depths, centers = shape
    ids = (UUID(int=NOBODY + number) for number in count())
    paths = {
        role: frozenset("/" + "".join(f"{next(ids)}/" for _ in range(depth - 1)) for depth in each)
        for role, each in depths
    }
    both, led, other = (frozenset(islice(ids, many)) for many in centers)
    return Access(next(ids), next(ids), roles, paths, both | other, both | led)


def _values_of(access: Access) -> list[Value]:
    """Give all that a query may be told of an access, in an order that its shape decides."""
    paths = [path for _, each in _paths_of(access) for path in each]
    begun = [f"{connection.ops.prep_for_like_query(path)}%" for path in paths]
    centers = [one for each in _centers_of(access) for one in each]
    return [access.organization_id, access.person_id, *paths, *begun, *centers]


def _marks(access: Access) -> Iterator[str]:
    """Give every id of a stand-in, as it may stand in a value."""
    for value in _values_of(access):
        if isinstance(value, UUID):
            yield from (str(value), value.hex)
        else:
            yield from (part for part in str(value).strip("%").split("/") if part)
