"""What is written to those who take part in a meeting (pure): the names of the texts."""

from typing import Final

INVITED: Final = "meeting_invited"
MOVED: Final = "meeting_moved"
CANCELLED: Final = "meeting_cancelled"
CLOSED: Final = "meeting_closed"

METHODS: Final = {INVITED: "REQUEST", MOVED: "REQUEST", CANCELLED: "CANCEL"}
SPOKEN: Final = ("en", "fr")
PRINT: Final = "print"  # the channel on which minutes go to paper


def spoken(language: str) -> str:
    """Give the language in which somebody's minutes are written."""
    return language[:2] if language[:2] in SPOKEN else SPOKEN[0]
