"""Mappings: what is wrong is named by its key; ours can be read."""

import tomllib
from pathlib import Path

import pytest

from relais.exchange.adapters.mappings import read_mapping
from relais.exchange.rules import WrongMapping, parse_mapping
from relais.exchange.rules.mapping import Creates
from relais.exchange.tests.conftest import MAPPING

OURS = sorted((Path(__file__).resolve().parents[3] / "docs" / "mappings").glob("*.toml"))


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_the_mappings_that_come_with_relais_can_be_read(path: Path) -> None:
    mapping, digest = read_mapping(path)

    assert (mapping.name, len(digest)) == (path.stem, 64)


def test_a_mapping_says_what_it_may_create() -> None:
    assert parse_mapping(tomllib.loads(MAPPING)).creates == {Creates.PERSONS, Creates.ACCOUNTS}


WRONG = {
    "missing": ('key = "id"\nopened_at', "opened_at", r"lead\.key.*missing"),
    "unknown key": ("telemarketer =", "telemarketr =", r"lead\.telemarketr.*“telemarketer”"),
    "unknown section": ("[persons]", "[people]", "people: there is no such key|“people”"),
    "unknown word": ('signed = "won"', 'signed = "sold"', r"steps\[1\]\.event.*“sold”.*won"),
    "unknown creation": ('"persons",', '"people",', "create.*“people”.*persons"),
    "unknown file": ('file = "deals"', 'file = "dials"', r"steps\[1\]\.file.*“dials”"),
    "zone": ("Europe/Paris", "Europe/Lutetia", "timezone.*“Europe/Lutetia”"),
    "form of dates": ("%d/%m/%Y %H:%M", "%Q", r"lead\.opened_at\.formats.*“%Q”"),
    "kind": ("starts_on = 2026-01-01", 'starts_on = "2026"', r"campaign\.starts_on.*a date"),
    "decimal": ('decimal = ","', 'decimal = ";"', r"steps\[1\]\.amount\.decimal"),
    "currency": ("[files.leads]", 'currency = "euro"\n[files.leads]', r"campaign\.currency"),
    "two places": ('column = "amount"', 'column = "amount", text = "1"', r"amount\.column.*either"),
    "event without words": ("event = {", 'event = { column = "end" } #', "event.values"),
    "no file opens": (
        '[files.leads]\nmatch = "leads*.csv"',
        '[files.leads]\nmatch = "leads*.csv"\nlead = "id"',
        "files.*each row opens a lead",
    ),
}


@pytest.mark.parametrize(("old", "new", "words"), WRONG.values(), ids=WRONG)
def test_what_is_wrong_is_named_by_its_key(old: str, new: str, words: str) -> None:
    assert old in MAPPING
    with pytest.raises(WrongMapping, match=words):
        parse_mapping(tomllib.loads(MAPPING.replace(old, new, 1)))


@pytest.mark.parametrize(
    ("raw", "words"),
    [(b"= no toml", "no TOML"), (b"\xff\xfe", "no TOML"), (None, "No such file")],
)
def test_a_file_that_is_no_mapping_is_refused(
    tmp_path: Path, raw: bytes | None, words: str
) -> None:
    path = tmp_path / "x.toml"
    if raw is not None:
        path.write_bytes(raw)

    with pytest.raises(WrongMapping, match=f"x.toml.*{words}"):
        read_mapping(path)
