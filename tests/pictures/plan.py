"""Which pictures there are: of each desk, in each language, light and where it matters dark."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

Look = Literal["light", "dark"]
Stage = Literal["running", "ended"]  # of a challenge

FOLDER: Final = Path(__file__).resolve().parents[2] / "docs" / "pictures"
LARGEST: Final = 3_000_000  # bytes, of all of them
LANGUAGES: Final = ("fr", "en")


@dataclass(frozen=True)
class Desk:
    """A page as a role has it before it: its name among the addresses, or of its first lead.

    A page of a challenge says whether it is that which runs, or that which has ended.
    """

    name: str
    role: str
    page: str
    of_lead: bool = False
    phone: bool = False
    looks: tuple[Look, ...] = ("light",)
    of_challenge: Stage | None = None

    @property
    def size(self) -> tuple[int, int]:
        """Give the width and the height of the screen."""
        return (360, 740) if self.phone else (1366, 768)

    def file(self, language: str, look: Look) -> Path:
        """Give where a picture of it stands."""
        return FOLDER / f"{self.name}-{language}-{look}.webp"


BOTH: Final[tuple[Look, ...]] = ("light", "dark")
DESKS: Final = (
    Desk("rep", "rep", "home", phone=True, looks=BOTH),
    Desk("rep-lead", "rep", "home", of_lead=True, phone=True),
    Desk("telemarketer", "telemarketer", "calls:next", looks=BOTH),
    Desk("relay", "relay", "leads:review", looks=BOTH),
    Desk("relay-lead", "relay", "leads:review", of_lead=True),
    Desk("manager", "manager", "home", looks=BOTH),
    Desk("director", "director", "home", looks=BOTH),
    Desk("director-figures", "director", "figures"),
    Desk("supervisor", "supervisor", "home", looks=BOTH),
    Desk("report", "director", "reports:funnel"),
    Desk("diagnosis", "director", "reports:diagnosis", looks=BOTH),
    Desk("proof", "director", "proof:index"),
    Desk("statements", "director", "statements:list"),
    Desk("challenge", "rep", "challenges:detail", of_challenge="running", phone=True),
    Desk("wall", "director", "challenges:wall", of_challenge="running", looks=BOTH),
    Desk("draw", "director", "challenges:draw", of_challenge="ended"),
    Desk("effect", "director", "effects:effect", of_challenge="ended"),
    Desk("administrator", "admin", "home", looks=BOTH),
    Desk("privacy-officer", "privacy_officer", "home", looks=BOTH),
    Desk("styleguide", "admin", "styleguide:index"),
)


def planned() -> Iterator[Path]:
    """Give every picture that there is to be."""
    for desk in DESKS:
        for language in LANGUAGES:
            for look in desk.looks:
                yield desk.file(language, look)
