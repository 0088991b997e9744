"""Identifiers of companies made comparable: numbers, domains, phones. What is none becomes ""."""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import lru_cache, partial
from typing import Final

import phonenumbers
from stdnum.eu import vat as eu_vat
from stdnum.fr import siren as fr_siren
from stdnum.fr import siret as fr_siret

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

# Hosts that say nothing about the company: mail for everybody, pages of everybody.
_FREE_HOSTS = """
aliceadsl.fr aol.com aol.fr bbox.fr bluewin.ch cegetel.net club-internet.fr dbmail.com email.com
free.fr freesurf.fr freenet.de gmail.com gmail.fr gmx.at gmx.ch gmx.com gmx.de gmx.fr gmx.net
googlemail.com hotmail.be hotmail.ch hotmail.co.uk hotmail.com hotmail.de hotmail.es hotmail.fr
hotmail.it hushmail.com icloud.com infonie.fr laposte.net libero.it libertysurf.fr live.be
live.co.uk live.com live.de live.fr live.it mac.com mail.com mail.ru me.com msn.com neuf.fr
noos.fr numericable.fr online.fr orange.fr outlook.be outlook.com outlook.de outlook.es
outlook.fr outlook.it pm.me proton.me protonmail.com seznam.cz sfr.fr skynet.be t-online.de
telenet.be tele2.fr tiscali.fr tiscali.it virgilio.it voila.fr wanadoo.fr web.de wp.pl
yahoo.co.uk yahoo.com yahoo.de yahoo.es yahoo.fr yahoo.it yandex.ru ymail.com
blogspot.com facebook.com google.com instagram.com linkedin.com pagesjaunes.fr twitter.com
wixsite.com wordpress.com x.com youtube.com
"""
FREE_HOSTS: Final = frozenset(_FREE_HOSTS.split())
HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]")

# Metropolitan France as it is dialled, in ranges that are in use whole; the rest is looked up.
FRENCH: Final = re.compile(
    r"(?:0|\+33|0033)((?:[13]\d|2[0-57-9]|4[1-9]|5[0-8]|6[0-24-8]|7[3-9])\d{7})"
)
# Overseas numbers are dialled from France like others, but belong to other calling codes.
DIALLED_FROM: Final = {"FR": ("FR", "RE", "GP", "MQ", "GF", "PM")}
SEVERAL: Final = re.compile(r"[;,|]|\s/\s|\bou\b|\bor\b", re.IGNORECASE)
DIALLED: Final = re.compile(r"[+(]?\d[\d\s().\-/+]*")


class Identifier(StrEnum):
    """What identifies a company or reaches it."""

    SIREN = "siren"
    SIRET = "siret"
    VAT = "vat"
    WEBSITE = "website"
    PHONE = "phone"


class WrongIdentifier(Refusal):
    """Something that cannot be the identifier that it is said to be."""

    code = "wrong_identifier"
    message = gettext_noop("“%(typed)s” cannot be right as %(identifier)s.")


def check_identifier(identifier: Identifier, *, typed: str, country: str) -> str:
    """Make an identifier comparable; nothing typed stays nothing, and so does a free-mail host.

    :raises WrongIdentifier: when something was typed that cannot be right.
    """
    readers: dict[Identifier, Callable[[str], str]] = {
        Identifier.SIREN: siren_of,
        Identifier.SIRET: siret_of,
        Identifier.VAT: vat_of,
        Identifier.WEBSITE: host_of,
        Identifier.PHONE: partial(phone_of, country=country),
    }
    found = readers[identifier](typed)
    if typed.strip() and not found:
        raise WrongIdentifier(typed=typed, identifier=identifier.value)
    return "" if found in FREE_HOSTS else found


def siret_of(typed: str) -> str:
    """Give the fourteen digits of a SIRET, or "" if its check fails (La Poste has its own)."""
    digits = _digits(typed)
    return digits if len(digits) == 14 and fr_siret.is_valid(digits) else ""


def siren_of(typed: str) -> str:
    """Give the nine digits of a SIREN, also out of a SIRET or a French VAT number, or ""."""
    if not typed:
        return ""
    digits = _digits(typed)
    if len(digits) == 9:
        return digits if fr_siren.is_valid(digits) else ""
    if len(digits) == 14:
        return siret_of(digits)[:9]
    number = vat_of(typed)
    return number[4:] if number.startswith("FR") and fr_siren.is_valid(number[4:]) else ""


def vat_of(typed: str) -> str:
    """Give a European VAT number with its country, or "" if it is none."""
    number = re.sub(r"[^0-9A-Z+*]", "", typed.upper())
    return number if number and eu_vat.is_valid(number) else ""


def domain_of(typed: str) -> str:
    """Give the domain of an e-mail address or a website, or "" if it is everybody's."""
    host = host_of(typed)
    return "" if host in FREE_HOSTS else host


def host_of(typed: str) -> str:
    """Give the host of an e-mail address or a website, without "www.", or "" if there is none."""
    if not typed:
        return ""
    host = re.sub(r"^[a-z]+://", "", typed.strip().lower())
    host = re.split(r"[/?#\s]", host, maxsplit=1)[0].rpartition("@")[2]
    host = host.partition(":")[0].strip(".").removeprefix("www.")
    if not host.isascii():
        host = _ascii(host)
    return host if HOST.fullmatch(host) else ""


@lru_cache(maxsize=65_536)
def phone_of(typed: str, *, country: str) -> str:
    """Give a number in E.164, or "" if it cannot be dialled; of several, the first.

    :param country: from which it is dialled when it has no calling code.
    """
    numbers = [found[0] for part in SEVERAL.split(typed) if (found := DIALLED.search(part))]
    return next(filter(None, (_e164(number, country) for number in numbers)), "")


def _digits(typed: str) -> str:
    bare = re.sub(r"[\s.\-\u00a0\u202f]", "", typed)
    return bare if bare.isascii() and bare.isdecimal() else ""


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""


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
