"""The words of own prospecting as people read them."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from relais.prospecting.queries import OwnKind
from relais.web.filters import number

# In the order in which they are offered: what is done most often comes first.
KINDS: Final[dict[str, str]] = {
    OwnKind.CALL.value: gettext_noop("Prospecting call"),
    OwnKind.VISIT.value: gettext_noop("Visit without appointment"),
    OwnKind.MESSAGE.value: gettext_noop("Mail or message"),
    OwnKind.REFERRAL.value: gettext_noop("Referral asked for"),
    OwnKind.EVENT.value: gettext_noop("Fair or network"),
    OwnKind.APPOINTMENT.value: gettext_noop("Appointment of my own"),
}


def this_week(own: int, received: int) -> str:
    """Tell a week in one line: what was done, beside what was received."""
    done = ngettext("%(shown)s prospecting deed", "%(shown)s prospecting deeds", own)
    came = ngettext("%(shown)s lead received", "%(shown)s leads received", received)
    return _("%(done)s, %(came)s this week") % {
        "done": done % {"shown": number(None, own)},
        "came": came % {"shown": number(None, received)},
    }


def of_reps(reps: int, own: int, received: int) -> str:
    """Tell the week of several reps in one line."""
    who = ngettext("%(shown)s rep", "%(shown)s reps", reps) % {"shown": number(None, reps)}
    return _("%(who)s: %(week)s") % {"who": who, "week": this_week(own, received)}
