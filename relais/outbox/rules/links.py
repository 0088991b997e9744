"""Why somebody cannot be sent a link (pure)."""

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class NoAddress(Refusal):
    """Nobody is written to without an address."""

    code = "no_address"
    message = gettext_noop("This person has no e-mail address.")


class HasLeft(Refusal):
    """Who has left does not come in again."""

    code = "has_left"
    message = gettext_noop("This person has left.")
