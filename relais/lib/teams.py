"""How many make a team: figures of fewer would be those of persons."""

from typing import Final

SMALLEST_TEAM: Final = 5  # before the privacy checklist is complete (law.md, rule 16)
