"""Names of persons."""


def full_name(first: str, last: str) -> str:
    """Give a person's name as it is written; either part may be empty."""
    return f"{first} {last}".strip()
