"""How far a prospect is from where his rep mostly is, as far as postcodes tell (pure).

Nobody's place is held: the department in which a rep has had most appointments due stands for it.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import Final, NamedTuple
from uuid import UUID

from relais.accounts.rules.segments import bare, department_of
from relais.diagnosis.rules.associations import Split

FEWEST: Final = 5  # appointments in a department, before it stands for a rep's place
BEGINNING: Final = 3  # signs of a postcode that tell the department


class Met(NamedTuple):
    """Due and honoured appointments of a rep at postcodes of a country that begin alike."""

    rep_id: UUID
    country: str
    beginning: str
    due: int
    honoured: int


def area_of(country: str, beginning: str) -> str:
    """Give the department, elsewhere the first two signs of the postcode; "" if it is not known."""
    code = bare(beginning)
    if country == "FR":
        return department_of(f"{code}00") if len(code) == BEGINNING else ""
    return f"{country} {code[:2]}" if len(code) > 1 else ""


def splits_by_place(met: Iterable[Met]) -> tuple[list[Split], int]:
    """Split by rep into outside his department and in it; and count of how many nobody can tell.

    It cannot be told where the postcode is not known, and of a rep of whom no department stands
    out, by five appointments or more.
    """
    due: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
    honoured: defaultdict[UUID, Counter[str]] = defaultdict(Counter)
    for one in met:
        area = area_of(one.country, one.beginning)
        due[one.rep_id][area] += one.due
        honoured[one.rep_id][area] += one.honoured
    splits, untold = [], 0
    for rep_id, areas in due.items():
        untold += areas.pop("", 0)
        honoured[rep_id].pop("", None)
        home = _home(areas)
        if home is None:
            untold += areas.total()
        else:
            n, k = areas[home], honoured[rep_id][home]
            splits.append(Split(areas.total() - n, honoured[rep_id].total() - k, n, k))
    return splits, untold


def _home(areas: Counter[str]) -> str | None:
    first, second = [*areas.most_common(2), ("", 0), ("", 0)][:2]
    return first[0] if first[1] >= FEWEST and first[1] > second[1] else None
