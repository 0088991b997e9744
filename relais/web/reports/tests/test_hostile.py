"""Figures that no formula likes, on every page of the diagnosis: a sentence, never no number."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from relais.appointments.models import Appointment
from relais.database.bulk import insert_rows
from relais.database.models import uuid7
from relais.leads.events import Outcome
from relais.people.models import Person
from relais.web.reports.tests.test_diagnosis import complete
from relais.web.tests.steps import Browser, sign_in
from tests.persons import World

PAGES = ("/reports/diagnosis/", "/reports/diagnosis/goes-with/", "/reports/diagnosis/acts/")
NO_NUMBER = re.compile(r"\b(nan|inf|infinity|None)\b(?! of the| but)")
FEW_REPS = 400  # one each: the rules are tried with ten thousand


def said(**columns: Any) -> Callable[[World], None]:
    """Give a world in which all appointments say the same."""

    def change(world: World) -> None:
        Appointment.objects.update(**columns)

    return change


def of_one_rep(world: World) -> None:
    ids = Appointment.objects.filter(rep_id=world.id("remy")).values_list("id", flat=True)
    Appointment.objects.exclude(id__in=list(ids)).delete()


def one_each(world: World) -> None:
    """Leave each rep one appointment, and hire many who have one as well."""
    seen: set[Any] = set()
    for row in Appointment.objects.order_by("id"):
        if row.rep_id in seen:
            row.delete()
        seen.add(row.rep_id)
    like = Appointment.objects.order_by("id").first()
    assert like is not None
    names = [field.attname for field in Appointment._meta.concrete_fields]
    reps, rows = [], []
    for number in range(FEW_REPS):
        rep = Person(id=uuid7(), organization=world.organization, last_name=f"Rep {number}")
        reps.append(rep)
        values = {name: getattr(like, name) for name in names}
        outcome = Outcome.HELD.value if number % 3 else None
        values |= {"id": uuid7(), "rep_id": rep.id, "outcome": outcome}
        rows.append(tuple(values[name] for name in names))
    Person.objects.bulk_create(reps)
    insert_rows(Appointment, rows, tuple(names))


def nine_in_ten_untold(world: World) -> None:
    ids = list(Appointment.objects.order_by("id").values_list("id", flat=True))
    Appointment.objects.exclude(id__in=ids[::10]).update(outcome=None)


WORLDS: dict[str, tuple[Callable[[World], None], str]] = {
    "all zero": (said(outcome=Outcome.REP_ABSENT.value), "None of the 46 appointments due"),
    "all one": (said(outcome=Outcome.HELD.value), "All 46 appointments due were honoured"),
    "all untold": (said(outcome=None), "not known yet, 100% are still to be told"),
    "nine in ten untold": (nine_in_ten_untold, "not known yet, 9"),
    "one rep": (of_one_rep, "not enough data"),
    "one each": (one_each, "Each rep had one only"),
}


@pytest.mark.parametrize(("change", "words"), WORLDS.values(), ids=WORLDS)
def test_every_page_tells_it_in_a_sentence(
    polarised: World, change: Callable[[World], None], words: str
) -> None:
    complete(polarised)
    change(polarised)
    dora = sign_in(polarised, "dora")
    pages = [shown(dora, path) for path in PAGES]
    assert words in pages[0]
    for page in pages:
        assert not NO_NUMBER.findall(page)


def shown(browser: Browser, path: str) -> str:
    """Give what a person reads of a page."""
    answer = browser.get(path)
    assert answer.status_code == 200, path
    return re.sub(r"<(script|style)\b.*?</\1>|<[^>]*>", " ", answer.content.decode(), flags=re.S)
