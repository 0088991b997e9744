"""Identifiers of companies made comparable: numbers, domains. What is none becomes ""."""

import re
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Final

from stdnum.eu import vat as eu_vat
from stdnum.fr import siren as fr_siren
from stdnum.fr import siret as fr_siret

from relais.lib.errors import Refusal
from relais.lib.phones import phone_of
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


def _digits(typed: str) -> str:
    bare = re.sub(r"[\s.\-\u00a0\u202f]", "", typed)
    return bare if bare.isascii() and bare.isdecimal() else ""


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return ""
