"""Marks of strings that the doors translate."""


def gettext_noop(message: str) -> str:
    """Mark a string for the catalogue without translating it here."""
    return message
