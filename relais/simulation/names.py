"""Invented people and companies: they sound French, and nobody is meant.

Numbers of telephones are those kept for fiction, addresses lie under example.com.
"""

from collections.abc import Iterator
from random import Random
from typing import Final

from relais.accounts.actions import AccountDetails, ContactDetails

FIRST: Final = (
    "Alix", "Bastien", "Chloé", "Damien", "Élodie", "Fabrice", "Gaëlle", "Hugo", "Inès", "Jules",
    "Karine", "Loïc", "Manon", "Nadège", "Olivier", "Perrine", "Quentin", "Romane", "Solène",
    "Thibault", "Ursule", "Valentin", "Wilfried", "Yasmine", "Zoé",
)  # fmt: skip
HEADS: Final = (
    "Bar", "Bel", "Cham", "Cor", "Des", "Fal", "Gar", "Gri", "Jor", "Lam", "Lor", "Mar", "Mer",
    "Nor", "Per", "Ral", "Sar", "Tal", "Val", "Ver",
)  # fmt: skip
TAILS: Final = (
    "andier", "ancourt", "avel", "beuf", "celier", "dignac", "elin", "ezac", "fond", "guier",
    "illon", "ivet", "lande", "martin", "mont", "ouvier", "quet", "rieux", "tignol", "vière",
)  # fmt: skip
TRADES: Final = (
    ("Menuiserie", "43.32A"), ("Transports", "49.41B"), ("Imprimerie", "18.12Z"),
    ("Laboratoire", "71.20B"), ("Plasturgie", "22.29A"), ("Chaudronnerie", "25.11Z"),
    ("Logistique", "52.29B"), ("Fromagerie", "10.51C"), ("Textiles", "13.20Z"),
    ("Clinique", "86.10Z"), ("Garage", "45.20A"), ("Brasserie", "11.05Z"),
)  # fmt: skip
FORMS: Final = ("SARL", "SAS", "SA", "et Fils", "")
FUNCTIONS: Final = (
    "Directeur général", "Directrice des achats", "Responsable de site", "Gérante",
    "Directeur technique", "Responsable informatique",
)  # fmt: skip
STREETS: Final = ("rue des Tanneurs", "avenue du Canal", "impasse des Forges", "quai du Levant")
SIZES: Final = (8, 15, 24, 40, 75, 120, 260, 600)


def persons(dice: Random) -> Iterator[tuple[str, str]]:
    """Give first and last names without end, none twice."""
    seen: set[tuple[str, str]] = set()
    while True:
        name = (dice.choice(FIRST), dice.choice(HEADS) + dice.choice(TAILS))
        if name not in seen:
            seen.add(name)
            yield name


def companies(dice: Random, *, places: list[tuple[str, str]]) -> Iterator[AccountDetails]:
    """Give companies without end, each at one of the places (postcode, city)."""
    number = dice.randrange(10_000_000)
    while True:
        number += 1 + dice.randrange(7)
        trade, activity = dice.choice(TRADES)
        name = f"{trade} {dice.choice(HEADS)}{dice.choice(TAILS)} {dice.choice(FORMS)}".strip()
        postcode, city = dice.choice(places)
        yield AccountDetails(
            name=name,
            siren=siren_of(number % 100_000_000),
            phone=phone(dice),
            street=f"{dice.randrange(1, 90)} {dice.choice(STREETS)}",
            postcode=postcode,
            city=city,
            activity_code=activity,
            sector=trade,
            size=dice.choice(SIZES),
        )


def contact(dice: Random, number: int) -> ContactDetails:
    """Give somebody to speak to."""
    first, last = dice.choice(FIRST), dice.choice(HEADS) + dice.choice(TAILS)
    return ContactDetails(
        last_name=last,
        first_name=first,
        function=dice.choice(FUNCTIONS),
        email=f"contact{number}@example.com",
        phone=phone(dice),
    )


def siren_of(number: int) -> str:
    """Give a SIREN of eight digits and their key (Luhn)."""
    digits = f"{number:08d}"
    doubled = (int(d) * 2 if place % 2 else int(d) for place, d in enumerate(digits))
    total = sum(d // 10 + d % 10 for d in doubled)
    return f"{digits}{-total % 10}"


def phone(dice: Random) -> str:
    """Give a number of the ranges that no subscriber has."""
    prefix = dice.choice(("01 99 00", "02 61 91", "03 53 01", "04 65 71", "05 36 49"))
    return f"{prefix} {dice.randrange(100):02d} {dice.randrange(100):02d}"
