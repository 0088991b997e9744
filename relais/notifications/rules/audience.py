"""To whom something is told (pure)."""

from enum import StrEnum


class Audience(StrEnum):
    """A part in a lead, as the lead stands when something is told."""

    ORIGINATOR = "originator"
    RELAYS = "relays"  # who may review it
    RELAY = "relay"  # who validated it
    REP = "rep"
    FORMER_REP = "former_rep"
    MANAGERS = "managers"
    JUDGES = "judges"
    DIRECTORS = "directors"
