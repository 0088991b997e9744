"""What is kept of how the law was obeyed: certificates, exports, holds, mandates (pure)."""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Final, Protocol

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class CertificateKind(StrEnum):
    """What a certificate certifies."""

    ERASURE = "erasure"
    RETENTION = "retention"


class DisclosureKind(StrEnum):
    """What was handed out, or read."""

    OWN_EXPORT = "own_export"
    ACCESS_FILE = "access_file"
    LIST_EXPORT = "list_export"
    INDIVIDUAL_FIGURES = "individual_figures"


class MadeAnew(Refusal):
    """A file of persons is asked for under a key, by which it would be kept and given again."""

    code = "made_anew"
    message = gettext_noop(
        "A file is made anew each time, and that it was given is kept: send no Idempotency-Key."
    )


class OnHold(Refusal):
    """Something keeps this person's data from being erased."""

    code = "on_hold"
    message = gettext_noop("A legal hold keeps what is held of this person: lift it first.")


class HeldAlready(Refusal):
    """One hold is enough."""

    code = "held_already"
    message = gettext_noop("A legal hold keeps what is held of this person already.")


class LiftedAlready(Refusal):
    """It is over."""

    code = "lifted_already"
    message = gettext_noop("This legal hold was lifted on %(on)s.")


class NotOutsourced(Refusal):
    """Who works in the house is no processor."""

    code = "not_outsourced"
    message = gettext_noop("This call center is in-house: the law asks for no mandate.")


class MandateRecordFacts(Protocol):
    """What is read of a record to tell what it lacks."""

    instructions_on: date | None
    sub_processors_on: date | None
    countries_on: date | None
    returned_on: date | None
    erased_on: date | None


DURING: Final = ("instructions_on", "sub_processors_on", "countries_on")
AFTERWARDS: Final = ("returned_on", "erased_on")


def lacking(
    record: MandateRecordFacts | None, *, mandate_until: date | None, on: date
) -> Iterator[str]:
    """Yield what the record of a mandate lacks (GDPR 28): what it rests on, and then its end."""
    ended = mandate_until is not None and mandate_until < on
    for name in (*DURING, *(AFTERWARDS if ended else ())):
        if getattr(record, name, None) is None:
            yield name
