"""What stands in the way of a sign-in (pure)."""

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class AddressTaken(Refusal):
    """One address is one sign-in."""

    code = "address_taken"
    message = gettext_noop("Somebody signs in as %(email)s already.")
