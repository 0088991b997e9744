"""Fetching exchange rates: one question, without redirects, bounded in size and in time."""

from collections.abc import Iterator
from http.client import HTTPException, HTTPMessage
from time import monotonic
from typing import IO, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from relais.campaigns.rules.rates import (
    LARGEST,
    RatesAnswered,
    RatesNotReached,
    RatesTooLarge,
    WrongRatesAddress,
)

SILENCE: Final = 15.0  # seconds
LONGEST: Final = 60.0  # seconds, for all of it
PIECE: Final = 65_536


class _Stay(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Follow none: whoever answers for the address names the right one."""


def fetched(address: str, *, longest: float = LONGEST) -> bytes:
    """Fetch what is at an address of http or https.

    :raises WrongRatesAddress: for another kind of address.
    :raises RatesNotReached: when nobody answers, or too slowly.
    :raises RatesAnswered: for an answer that is not the file, redirects among them.
    :raises RatesTooLarge: for more than any file of rates holds.
    """
    host = _host(address)
    found = bytearray()
    try:
        with build_opener(_Stay).open(Request(address), timeout=SILENCE) as answer:
            for piece in _pieces(answer, until=monotonic() + longest):
                found += piece
                if len(found) > LARGEST:
                    raise RatesTooLarge(host=host)
    except HTTPError as error:
        with error:
            raise RatesAnswered(host=host, status=error.code) from error
    except (OSError, HTTPException, ValueError) as error:
        raise RatesNotReached(host=host) from error
    return bytes(found)


def _pieces(answer: Any, *, until: float) -> Iterator[bytes]:
    while piece := answer.read1(PIECE):
        if monotonic() > until:
            raise TimeoutError
        yield piece


def _host(address: str) -> str:
    """Give the host of an address: what is told of it; a name and password in it are not.

    :raises WrongRatesAddress: for anything but http and https.
    """
    try:
        parts = urlsplit(address)
    except ValueError as error:
        raise WrongRatesAddress from error
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise WrongRatesAddress
    return parts.hostname
