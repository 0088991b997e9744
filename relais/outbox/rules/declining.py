"""Which mails somebody may do without (pure): those that only tell, never those that ask."""

from typing import Final

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop

CHALLENGE_WEEK: Final = "challenge_week"
DECLINABLE: Final = frozenset({CHALLENGE_WEEK})


class NotDeclinable(Refusal):
    """A mail of the work itself is nobody's to decline."""

    code = "not_declinable"
    message = gettext_noop("This mail belongs to the work: it cannot be stopped.")


def check_declinable(template: str) -> None:
    """Refuse to stop a mail of the work itself.

    :raises NotDeclinable: then.
    """
    if template not in DECLINABLE:
        raise NotDeclinable
