"""Who may work in a campaign (pure)."""

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Actor, Role


class CampaignNotRunning(Refusal):
    """The campaign takes no new leads on this day."""

    code = "campaign_not_running"
    message = gettext_noop("The campaign “%(name)s” is not running on %(day)s.")


class NotEngaged(Refusal):
    """The telemarketer's call center does not work for the campaign."""

    code = "not_engaged"
    message = gettext_noop("Your call center is not engaged on the campaign “%(name)s”.")


class WrongReason(Refusal):
    """The reason is not on the list for this deed."""

    code = "wrong_reason"
    message = gettext_noop("Choose a reason from the list.")


class NotADirector(Refusal):
    """Campaigns are set by those who answer for them."""

    code = "not_a_director"
    message = gettext_noop("Only a director or an administrator can change a campaign.")


def check_may_configure(by: Actor) -> None:
    """Let a director or an administrator act, or the system itself.

    :raises NotADirector: for anybody else.
    """
    if not by.has(Role.DIRECTOR, Role.ADMIN):
        raise NotADirector
