"""Names of persons and of places."""


def full_name(first: str, last: str) -> str:
    """Give a person's name as it is written; either part may be empty."""
    return f"{first} {last}".strip()


def in_one_line(street: str, postcode: str, city: str) -> str:
    """Give an address as it is written on one line; any part may be empty."""
    town = f"{postcode} {city}".strip()
    return ", ".join(part for part in (street.strip(), town) if part)
