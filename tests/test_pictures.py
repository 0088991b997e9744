"""What README shows is there, is what `make pictures` takes, and weighs little."""

import re
from pathlib import Path

import pytest

import dev
from dev_machine import Missing
from tests.pictures.__main__ import ended
from tests.pictures.plan import FOLDER, LARGEST, planned

ROOT = Path(__file__).resolve().parent.parent


def test_the_folder_holds_what_is_planned_and_nothing_else() -> None:
    pictures = set(planned())

    assert set(FOLDER.iterdir()) == pictures
    assert sum(picture.stat().st_size for picture in pictures) < LARGEST


@pytest.mark.parametrize(("readme", "language"), [("README.fr.md", "fr"), ("README.md", "en")])
def test_each_readme_shows_screens_in_its_language(readme: str, language: str) -> None:
    shown = re.findall(r"\]\((docs/pictures/[^)]+)\)", (ROOT / readme).read_text())

    assert len(shown) >= 3
    assert {ROOT / name for name in shown} <= set(planned())
    assert all(f"-{language}-" in name for name in shown)


def test_without_a_browser_it_ends_in_its_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def lacking() -> str:
        raise Missing("install chromium or google-chrome.")

    monkeypatch.setattr(dev, "prepare", lambda kind: None)
    monkeypatch.setattr(dev, "chromium", lacking)
    monkeypatch.setattr("sys.argv", ["dev.py", "pictures"])

    assert dev.main() == 2
    assert capsys.readouterr().err == "dev.py: install chromium or google-chrome.\n"


def test_what_cannot_be_done_is_said_in_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("Chromium could not go on: it was closed") == 1
    assert capsys.readouterr().err.count("\n") == 1
