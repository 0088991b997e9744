"""The catalogue: what an event may hold, and that it comes back from the log as it went in."""

import json
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from relais.leads.events import CATALOGUE, Event, event_of, payload_text
from relais.leads.tests.test_lifecycle import sample
from relais.lib.money import Currency

HARMLESS = (UUID, datetime, date, int, bool, Currency)


def leaves(kind: Any) -> set[Any]:
    if get_origin(kind) in (UnionType, tuple):
        return {leaf for arg in get_args(kind) if arg is not Ellipsis for leaf in leaves(arg)}
    if get_origin(kind) is dict:
        assert get_args(kind) == (str, int), "only figures under fixed names"
        return set()
    return set() if kind is NoneType else {kind}


@pytest.mark.parametrize("kind", list(CATALOGUE.values()), ids=lambda kind: kind.kind)
def test_a_payload_holds_ids_enums_dates_and_amounts_only(kind: type[Event]) -> None:
    hints = get_type_hints(kind)
    for leaf in {leaf for field in fields(kind) for leaf in leaves(hints[field.name])}:
        assert leaf in HARMLESS or issubclass(leaf, StrEnum), f"{kind.kind} may not hold {leaf}"


@pytest.mark.parametrize("kind", list(CATALOGUE.values()), ids=lambda kind: kind.kind)
def test_an_event_comes_back_as_it_went_in(kind: type[Event]) -> None:
    event = sample(kind)
    assert event_of(kind.kind, kind.version, json.loads(payload_text(event))) == event


@pytest.mark.parametrize("kind", list(CATALOGUE.values()), ids=lambda kind: kind.kind)
def test_an_event_says_what_it_is(kind: type[Event]) -> None:
    assert kind.__doc__ is not None
    assert kind.__doc__.strip().endswith(".")
    assert kind.kind.split(".")[0] in ("lead", "appointment")
