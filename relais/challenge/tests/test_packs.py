"""Theme packs: ours are whole, a new one needs no code, and no picture does more than be seen."""

from pathlib import Path

import pytest

from relais.challenge.adapters.packs import HERE, packs, packs_in
from relais.challenge.rules.packs import PackWrong, pack_of
from relais.challenge.rules.points import PointRule

WORDS = {
    "name": {"en": "Sea", "fr": "Mer"},
    "teams": {"en": "Crews", "fr": "Équipages"},
    "steps": {rule.value: {"en": "sail", "fr": "voile"} for rule in PointRule},
}
DRAWN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>'

pytestmark = pytest.mark.once


def test_ours_name_each_deed_in_both_languages() -> None:
    assert set(packs()) == {"cinema", "expedition", "orchestra"}
    cinema = packs()["cinema"]
    assert cinema.teams["fr"] == "Producteurs"
    assert cinema.steps["taken_up"]["en"] == "scenario bought"
    assert "currentColor" in cinema.picture


def test_a_pack_put_into_a_folder_is_taken(tmp_path: Path) -> None:
    (tmp_path / "sea").mkdir()
    told = (HERE / "cinema" / "pack.toml").read_text(encoding="utf-8")
    (tmp_path / "sea" / "pack.toml").write_text(told.replace("Cinema", "Sea"), encoding="utf-8")
    (tmp_path / "sea" / "picture.svg").write_text(DRAWN, encoding="utf-8")
    assert packs_in(tmp_path)["sea"].name["en"] == "Sea"


@pytest.mark.parametrize(
    "picture",
    [
        DRAWN.replace("<path", "<script/><path"),
        DRAWN.replace("<path", '<path onclick="x()"'),
        DRAWN.replace("<path", '<path style="fill:red"'),
        DRAWN.replace("<path", '<image href="https://example.org/x"/><path'),
        DRAWN.replace('d="M0 0h9"', 'fill="url(#x)" d="M0 0h9"'),
        "<!DOCTYPE svg>" + DRAWN,
        DRAWN.replace("M0 0h9", "M0 0h9" * 1_000),
        DRAWN.replace(' viewBox="0 0 9 9"', ""),
        "<svg",
    ],
)
def test_a_picture_that_could_do_more_is_refused(picture: str) -> None:
    pack_of("sea", WORDS, DRAWN)
    with pytest.raises(PackWrong):
        pack_of("sea", WORDS, picture)


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": {"en": "Sea"}},
        {"teams": {"en": "Crews", "fr": ""}},
        {"steps": {}},
        {"points": {"en": "a", "fr": "b"}},
    ],
)
def test_words_that_lack_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(PackWrong):
        pack_of("sea", {**WORDS, **wrong}, DRAWN)


def test_plain_is_no_pack() -> None:
    with pytest.raises(PackWrong):
        pack_of("plain", WORDS, DRAWN)
