"""A theme pack as data: what teams and deeds are called, and a picture that can only be seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from xml.etree import ElementTree

from relais.challenge.rules.points import PointRule

PLAIN: Final = "plain"
LANGUAGES: Final = ("en", "fr")
LONGEST: Final = 40
LARGEST: Final = 6_000  # bytes
SVG: Final = "{http://www.w3.org/2000/svg}"
SHAPES: Final = frozenset(
    SVG + tag
    for tag in ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
)
DRAWN: Final = frozenset(
    (
        "viewBox", "fill", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap",
        "stroke-dasharray", "opacity", "fill-rule", "transform", "d", "x", "y", "x1", "y1", "x2",
        "y2", "cx", "cy", "r", "rx", "ry", "width", "height", "points",
    )
)  # fmt: skip


class PackWrong(ValueError):
    """A pack that is not whole, or whose picture could do more than be seen."""


@dataclass(frozen=True)
class Pack:
    """A theme: names by language, those of the deeds by rule, the picture as SVG."""

    code: str
    name: Mapping[str, str]
    teams: Mapping[str, str]
    steps: Mapping[str, Mapping[str, str]]
    picture: str


def pack_of(code: str, words: Mapping[str, Any], picture: str) -> Pack:
    """Make a pack of what its files hold.

    :raises PackWrong: for words that lack or are too long, and for a picture that is not plain.
    """
    if code == PLAIN:
        raise PackWrong(f"{code}: this is the challenge without a theme")
    steps = words.get("steps")
    if set(words) != {"name", "teams", "steps"} or not isinstance(steps, Mapping):
        raise PackWrong(f"{code}: pack.toml holds name, teams and steps")
    if set(steps) != {rule.value for rule in PointRule}:
        raise PackWrong(f"{code}: steps are {', '.join(PointRule)}")
    check_picture(code, picture)
    return Pack(
        code,
        _both(code, words["name"]),
        _both(code, words["teams"]),
        {rule: _both(code, told) for rule, told in steps.items()},
        picture.strip(),
    )


def check_picture(code: str, picture: str) -> None:
    """Refuse a picture that is large, or holds anything but shapes: it is put into pages.

    :raises PackWrong: then.
    """
    if len(picture.encode()) > LARGEST:
        raise PackWrong(f"{code}: the picture has more than {LARGEST} bytes")
    if "<!" in picture or "<?" in picture or "url(" in picture:
        raise PackWrong(f"{code}: the picture holds more than shapes")
    try:
        root = ElementTree.fromstring(picture)
    except ElementTree.ParseError as error:
        raise PackWrong(f"{code}: the picture is not SVG: {error}") from error
    if root.tag != f"{SVG}svg" or "viewBox" not in root.attrib:
        raise PackWrong(f"{code}: the picture is an svg with a viewBox")
    for shape in root.iter():
        if shape.tag not in SHAPES or not DRAWN.issuperset(shape.attrib):
            raise PackWrong(f"{code}: the picture holds more than shapes")


def _both(code: str, told: object) -> dict[str, str]:
    """Give words in both languages.

    :raises PackWrong: where one lacks or is too long.
    """
    if not isinstance(told, Mapping) or set(told) != set(LANGUAGES):
        raise PackWrong(f"{code}: words are told in {' and '.join(LANGUAGES)}")
    words = {language: str(told[language]).strip() for language in LANGUAGES}
    if not all(0 < len(each) <= LONGEST for each in words.values()):
        raise PackWrong(f"{code}: words have 1 to {LONGEST} letters")
    return words
