"""What stands in the way of a sign-in (pure)."""

from datetime import datetime

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class AddressTaken(Refusal):
    """One address is one sign-in."""

    code = "address_taken"
    message = gettext_noop("Somebody signs in as %(email)s already.")


class SignsInAlready(Refusal):
    """With what somebody has signed in is his own: nobody else chooses it for him."""

    code = "signs_in_already"
    message = gettext_noop("This person has signed in already: the sign-in is this person's own.")


def check_unused(last_login: datetime | None) -> None:
    """Refuse to choose anew with what somebody signs in who has come already.

    :raises SignsInAlready: when the sign-in was used before.
    """
    if last_login is not None:
        raise SignsInAlready
