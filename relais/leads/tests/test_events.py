"""The catalogue: what an event may hold, and that it comes back from the log as it went in."""

import json
from dataclasses import fields
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest

from relais.leads.events import (
    CATALOGUE,
    AssignmentReason,
    Event,
    LeadAssigned,
    event_of,
    payload_text,
    payload_texts,
)
from relais.leads.tests.test_lifecycle import sample
from relais.lib.money import Currency
from relais.lib.records import to_json

ID = UUID(int=7)
FACTS: tuple[dict[str, int] | None, ...] = (
    {"eligible": 5, "received": 10**12},
    {"weight": -1, 'a "é': 0},
    {},
    None,
)
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


def test_many_events_are_written_as_each_of_them() -> None:
    bare = [kind() for kind in CATALOGUE.values() if not fields(kind)]
    events = [*map(sample, CATALOGUE.values()), *bare] * 3 + [sample(LeadAssigned)] * 5
    counted = [LeadAssigned(ID, AssignmentReason.SHARE, facts=facts) for facts in FACTS]
    each = [json.dumps(to_json(event)) for event in (*events, *counted)]
    assert payload_texts([*events, *counted]) == each
    assert [payload_text(event) for event in (*events, *counted)] == each
    assert payload_texts([]) == []


@pytest.mark.parametrize("kind", list(CATALOGUE.values()), ids=lambda kind: kind.kind)
def test_an_event_says_what_it_is(kind: type[Event]) -> None:
    assert kind.__doc__ is not None
    assert kind.__doc__.strip().endswith(".")
    assert kind.kind.split(".")[0] in ("lead", "appointment")
