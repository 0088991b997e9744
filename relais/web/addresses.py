"""Addresses of pages: every page writes dozens of the same, and a list one for each row."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.urls import get_script_prefix, reverse

ANY_ROW: Final = str(UUID(int=0))


def address_of(name: str, *args: Any) -> str:
    """Give the address of a page; those of rows are all alike but for the id.

    :raises NoReverseMatch: where there is no such page.
    """
    if not args:
        return _address(name, get_script_prefix())
    if len(args) == 1 and isinstance(args[0], UUID):
        return _address_of_rows(name, get_script_prefix()).replace(ANY_ROW, str(args[0]))
    return reverse(name, args=args)


def addresses_of(name: str, ids: Iterable[UUID]) -> list[str]:
    """Give the addresses of the pages of many rows.

    :raises NoReverseMatch: where there is no such page.
    """
    before, _, after = _address_of_rows(name, get_script_prefix()).partition(ANY_ROW)
    return [f"{before}{each}{after}" for each in ids]


@cache
def _address(name: str, prefix: str) -> str:
    return reverse(name)


@cache
def _address_of_rows(name: str, prefix: str) -> str:
    return reverse(name, args=[ANY_ROW])
