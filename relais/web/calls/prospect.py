"""What a caller sees of the prospect before him: who, what was said before, what to ask."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from relais.accounts.queries import owners_of
from relais.calls.queries import calls_of_contact, number_to_dial, zone_of_contact
from relais.campaigns.queries import latest_definition, objectives_of, questions_of
from relais.leads.queries import open_leads_of_account
from relais.lib.errors import Refusal
from relais.people.queries import Role, persons_named
from relais.prospecting.queries import Status, status_at
from relais.web.calls.forms import CallForm
from relais.web.calls.living import Living, living_of
from relais.web.calls.mine import mine_of
from relais.web.calls.words import ENDS, MISSED, OUTCOMES, REACHED, WHYS
from relais.web.http import PersonRequest
from relais.web.words import label
from relais.web.zones import their_clock, their_moment
from relais.wording.refusals import words_of

CALLS_SHOWN = 20
THERE = 5


def prospect_page(
    request: PersonRequest, prospect: Any, form: CallForm | None = None, status: int = 200
) -> HttpResponse:
    """Render the page of a prospect; `form` is one that came back with errors."""
    contact, access = prospect.contact, request.access
    number, why_not = _number(request, prospect)
    zone = zone_of_contact(contact)
    living = living_of(request, prospect)
    calls = calls_of_contact(contact.id, access=access, on=request.at.date())
    context = {
        "prospect": prospect,
        "number": number,
        "why_not": why_not,
        "now_there": their_clock(request.at, zone),
        "owner": _owner(prospect),
        "living": living,
        "there": list(
            open_leads_of_account(contact.account_id, access=access, on=request.at.date())[:THERE]
        ),
        "calls": list(calls[:CALLS_SHOWN]),
        "objectives": list(objectives_of(prospect.campaign)),
        "questions": questions_of(latest_definition(prospect.campaign)),
        "form": form or CallForm(initial={"started_at": request.at.isoformat()}),
        "free": _free(request, prospect),
        "mine": mine_of(access),
        "calling": access.has(Role.TELEMARKETER, Role.SUPERVISOR),
        "callback": _callback(prospect, zone),
        "keys": _keys(living),
        "reached": REACHED,
        "missed": MISSED,
        "ends": ENDS,
        "outcomes": OUTCOMES,
        "whys": WHYS,
        "at": request.at,
    }
    return render(request, "calls/prospect.html", context, status=status)


def _keys(living: Living | None) -> list[tuple[str, str]]:
    """List what the keyboard does here, for the help."""
    first = [("d", _("Dial")), ("t", _("Write a note"))]
    if living is None:
        first.append(("q", label(OUTCOMES, "qualified")))
    elif living.address:
        first.append(("q", living.words))
    said = {"r": "callback", **{key: code for code, key in REACHED.items()}}
    reached = [(key, label(OUTCOMES, code)) for key, code in said.items()]
    missed = [(key, label(ENDS, code)) for code, key in MISSED.items()]
    return [*first, *reached, *missed, ("x", label(OUTCOMES, "do_not_call"))]


def _number(request: PersonRequest, prospect: Any) -> tuple[str, str]:
    """The number to dial, or why there is none."""
    try:
        return number_to_dial(prospect.id, access=request.access, at=request.at), ""
    except Refusal as why:
        return "", words_of(why)


def _owner(prospect: Any) -> str:
    account_id, organization_id = prospect.contact.account_id, prospect.organization_id
    rep_id = owners_of(organization_id, [account_id]).get(account_id)
    return persons_named(organization_id, [rep_id]).get(rep_id, "") if rep_id else ""


def _free(request: PersonRequest, prospect: Any) -> bool:
    """Whether the reader may call: nobody else holds the prospect."""
    held = status_at(prospect, at=request.at) is Status.CLAIMED
    return not held or prospect.claimed_by_id == request.access.person_id


def _callback(prospect: Any, zone: ZoneInfo) -> tuple[datetime, str] | None:
    """When he was promised a call, and the same on his own clock."""
    promised = prospect.callback_at
    return (promised, their_moment(promised, zone)) if promised else None
