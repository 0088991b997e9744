"""Targets as they are kept and sent: JSON, read with a clear word on what is wrong."""

from collections.abc import Callable
from typing import Any, Final

from relais.campaigns.rules.target import Criterion, Kind
from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

HEAVIEST = 100


class WrongTarget(Refusal):
    """A definition that is not a list of criteria."""

    code = "wrong_target"
    message = gettext_noop("A target is a list of criteria, each with a code of its own.")


class WrongCriterion(Refusal):
    """A criterion that cannot be read: which one, which field, what was expected."""

    code = "wrong_criterion"
    message = gettext_noop("Criterion %(position)s: “%(field)s” must be %(expected)s.")


def parse_target(data: object) -> tuple[Criterion, ...]:
    """Read a target from JSON: a list of objects with the keys that `as_json` writes.

    :raises WrongTarget: when it is no list of objects, or a code comes twice.
    :raises WrongCriterion: for the first field that cannot be read.
    """
    if not isinstance(data, list) or not all(isinstance(each, dict) for each in data):
        raise WrongTarget
    target = tuple(_criterion(each, position) for position, each in enumerate(data, 1))
    if len({criterion.code for criterion in target}) < len(target):
        raise WrongTarget
    return target


def as_json(target: tuple[Criterion, ...]) -> list[dict[str, Any]]:
    """Write a target as `parse_target` reads it; what is empty is left out."""
    written = []
    for each in target:
        criterion: dict[str, Any] = {
            "code": each.code, "kind": each.kind.value,
            "weight": each.weight, "required": each.required,
        }  # fmt: skip
        values: dict[str, Any] = {
            "values": list(each.values), "countries": list(each.countries),
            "min": each.least, "max": each.most, "question": each.question,
        }  # fmt: skip
        criterion.update(
            (key, value) for key, value in values.items() if value not in ([], "", None)
        )
        written.append(criterion)
    return written


def _criterion(raw: dict[str, Any], position: int) -> Criterion:
    _check_fields(raw, position)
    return Criterion(
        code=raw.get("code", raw["kind"]),
        kind=Kind(raw["kind"]),
        weight=raw.get("weight", 1),
        required=raw.get("required", False),
        values=tuple(raw.get("values", ())),
        countries=tuple(map(str.upper, raw.get("countries", ()))),
        least=raw.get("min"),
        most=raw.get("max"),
        question=raw.get("question", ""),
    )


def _check_fields(raw: dict[str, Any], position: int) -> None:
    def refuse(name: str, expected: str) -> WrongCriterion:
        return WrongCriterion(position=position, field=name, expected=expected)

    if raw.get("kind") not in list(Kind):
        raise refuse("kind", ", ".join(Kind))
    own = _OWN_FIELDS[Kind(raw["kind"])]
    for name, value in raw.items():
        if name not in own and name not in _COMMON_FIELDS:
            raise refuse(name, gettext_noop("left out for this kind"))
        is_right, expected = _FIELDS[name]
        if not is_right(value):
            raise refuse(name, expected)
    if not any(name in raw for name in own):
        raise refuse(own[0], _FIELDS[own[0]][1])
    if raw.get("min", 0) > raw.get("max", raw.get("min", 0)):
        raise refuse("max", gettext_noop("no less than the smallest"))


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_weight(value: Any) -> bool:
    return _is_number(value) and value <= HEAVIEST


def _is_word(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_words(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(map(_is_word, value))


def _is_countries(value: Any) -> bool:
    return _is_words(value) and all(len(each) == 2 and each.isalpha() for each in value)


def _is_switch(value: Any) -> bool:
    return isinstance(value, bool)


_A_NUMBER: Final = gettext_noop("a whole number, 0 or more")
_FIELDS: Final[dict[str, tuple[Callable[[Any], bool], str]]] = {
    "code": (_is_word, gettext_noop("a word")),
    "kind": (_is_word, gettext_noop("a word")),
    "weight": (_is_weight, gettext_noop("a whole number from 0 to 100")),
    "required": (_is_switch, gettext_noop("true or false")),
    "values": (_is_words, gettext_noop("a list of words")),
    "countries": (_is_countries, gettext_noop("a list of country codes of two letters")),
    "min": (_is_number, _A_NUMBER),
    "max": (_is_number, _A_NUMBER),
    "question": (_is_word, gettext_noop("a question")),
}
_COMMON_FIELDS: Final = {"code", "kind", "weight", "required"}
_OWN_FIELDS: Final = {
    Kind.FUNCTION: ("values",),
    Kind.SECTOR: ("values",),
    Kind.SIZE: ("min", "max"),
    Kind.AREA: ("values", "countries"),
    Kind.HORIZON: ("max",),
    Kind.FREE: ("question",),
}
