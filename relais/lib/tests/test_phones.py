"""Phone numbers, as people type them, are brought to one form."""

import random

import phonenumbers
import pytest

from relais.lib.phones import phone_of


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("04 72 00 00 01", "FR", "+33472000001"),
        ("+33 (0)4.72.00.00.01", "FR", "+33472000001"),
        ("0033472000001", "FR", "+33472000001"),
        ("472000001", "FR", "+33472000001"),
        ("Tél. : 04 72 00 00 01 poste 12", "FR", "+33472000001"),
        ("04 72 00 00 01 / 06 12 34 56 78", "FR", "+33472000001"),
        ("12 ou 06 12 34 56 78", "FR", "+33612345678"),
        ("0692 12 34 56", "FR", "+262692123456"),
        ("0692 12 34 56", "RE", "+262692123456"),
        ("0475/12.34.56", "BE", "+32475123456"),
        ("(212) 736-5000", "US", "+12127365000"),
        ("+49 30 901820", "FR", "+4930901820"),
        ("0000000000", "FR", ""),
        ("12", "FR", ""),
        ("none", "FR", ""),
        ("", "FR", ""),
        ("04 72 00 00 01", "XX", ""),
    ],
)
def test_a_phone_is_brought_to_one_form(typed: str, country: str, number: str) -> None:
    assert phone_of(typed, country=country) == number


def test_the_quick_way_for_french_numbers_answers_like_the_library() -> None:
    draw = random.Random(7)
    for _number in range(2000):
        typed = f"0{draw.randint(1, 9)}{draw.randint(0, 99_999_999):08}"
        parsed = phonenumbers.parse(typed, "FR")
        if phonenumbers.is_valid_number(parsed):
            expected = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
            assert phone_of(typed, country="FR") == expected
        else:
            assert not phone_of(typed, country="FR").startswith("+33")
