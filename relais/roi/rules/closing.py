"""Which statement may be closed, and by whom (pure)."""

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor
from relais.roi.rules.months import CLOSERS


class NotBiller(Refusal):
    """Somebody else than a director closes a statement."""

    code = "not_director"
    message = gettext_noop("Only a director closes a statement.")


class StatementClosed(Refusal):
    """The statement is closed already."""

    code = "statement_closed"
    message = gettext_noop(
        "The statement of %(name)s for %(month)s is closed already: it does not change any more."
    )


class MonthOpen(Refusal):
    """The month is not closed yet."""

    code = "month_open"
    message = gettext_noop("%(month)s is not closed yet: its statements follow it.")


class NothingBilled(Refusal):
    """The call center bills nothing for the month."""

    code = "nothing_billed"
    message = gettext_noop("%(name)s bills nothing for %(month)s: there is no statement to close.")


def check_biller(by: Actor) -> None:
    """Refuse whoever does not direct the organization; the command line may.

    :raises NotBiller: for who does not.
    """
    if by.access is not None and not by.access.has(*CLOSERS):
        raise NotBiller
