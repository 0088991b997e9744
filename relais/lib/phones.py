"""Phone numbers made comparable; what cannot be dialled becomes ""."""

import re
from functools import lru_cache
from typing import Final

import phonenumbers

# Metropolitan France as it is dialled, in ranges that are in use whole; the rest is looked up.
FRENCH: Final = re.compile(
    r"(?:0|\+33|0033)((?:[13]\d|2[0-57-9]|4[1-9]|5[0-8]|6[0-24-8]|7[3-9])\d{7})"
)
# Overseas numbers are dialled from France like others, but belong to other calling codes.
DIALLED_FROM: Final = {"FR": ("FR", "RE", "GP", "MQ", "GF", "PM")}
SEVERAL: Final = re.compile(r"[;,|]|\s/\s|\bou\b|\bor\b", re.IGNORECASE)
DIALLED: Final = re.compile(r"[+(]?\d[\d\s().\-/+]*")


@lru_cache(maxsize=65_536)
def phone_of(typed: str, *, country: str) -> str:
    """Give a number in E.164, or "" if it cannot be dialled; of several, the first.

    :param country: from which it is dialled when it has no calling code.
    """
    if not typed:
        return ""
    numbers = [found[0] for part in SEVERAL.split(typed) if (found := DIALLED.search(part))]
    return next(filter(None, (_e164(number, country) for number in numbers)), "")


def _e164(number: str, country: str) -> str:
    bare = re.sub(r"\(0\)|[^\d+]", "", number)
    french = FRENCH.fullmatch(bare) if country == "FR" else None
    if french:
        return f"+33{french[1]}"
    for region in DIALLED_FROM.get(country, (country,)):
        try:
            parsed = phonenumbers.parse(bare, region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(parsed):
            return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return ""
