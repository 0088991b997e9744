"""Invented people and companies pass every check, and can be nobody."""

import re
from itertools import islice
from random import Random

from stdnum.fr import siren

from relais.simulation.names import companies, contact, persons, siren_of

FICTION = re.compile(r"^(01 99 00|02 61 91|03 53 01|04 65 71|05 36 49)( \d\d){2}$")


def test_numbers_of_companies_are_valid_and_differ() -> None:
    found = list(islice(companies(Random(1), places=[("59000", "Lille")]), 500))

    assert all(siren.is_valid(company.siren) for company in found)
    assert len({company.siren for company in found}) == 500
    assert siren.is_valid(siren_of(0))


def test_telephones_are_those_kept_for_fiction() -> None:
    dice = Random(2)
    numbers = [contact(dice, n).phone for n in range(200)]
    numbers += [each.phone for each in islice(companies(dice, places=[("59000", "Lille")]), 200)]

    assert all(FICTION.match(number) for number in numbers)


def test_addresses_lie_where_no_mail_arrives() -> None:
    assert contact(Random(3), 7).email == "contact7@example.com"


def test_no_two_persons_have_the_same_name() -> None:
    names = list(islice(persons(Random(4)), 300))

    assert len(set(names)) == 300
