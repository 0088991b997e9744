"""Every read across the rooms: what is held about somebody, and whose time is over."""

from relais.erasure.queries.held import (
    File,
    contacts_among,
    file_of_contacts,
    file_of_person,
    find_contacts,
    get_contact,
    places_of,
)
from relais.erasure.queries.retention import Due, retention_due
from relais.erasure.rules import DETAIL_MONTHS, KEPT_MONTHS, WON_MONTHS, Kept

__all__ = [
    "DETAIL_MONTHS",
    "KEPT_MONTHS",
    "WON_MONTHS",
    "Due",
    "File",
    "Kept",
    "contacts_among",
    "file_of_contacts",
    "file_of_person",
    "find_contacts",
    "get_contact",
    "places_of",
    "retention_due",
]
