"""A request that comes again under its idempotency key (pure)."""

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class KeyReused(Refusal):
    """An idempotency key stands for one request only."""

    code = "key_reused"
    message = gettext_noop("This idempotency key was already used for another request.")


class KeyTooLong(Refusal):
    """A key is a name, not a text."""

    code = "key_too_long"
    message = gettext_noop("An idempotency key has %(longest)s characters at most.")


LONGEST = 120


def check_key(key: str) -> None:
    """Refuse a key that cannot be kept.

    :raises KeyTooLong: beyond 120 characters.
    """
    if len(key) > LONGEST:
        raise KeyTooLong(longest=LONGEST)


def check_same(known: str, fingerprint: str) -> None:
    """Refuse another request under a key that is taken.

    :raises KeyReused: when the two fingerprints differ.
    """
    if known != fingerprint:
        raise KeyReused
