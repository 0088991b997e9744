"""Every deed on challenges, by POST."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from relais.challenge import actions
from relais.challenge.queries import get_challenge
from relais.web.challenges import forms as f
from relais.web.challenges.views import (
    DIRECTOR,
    READERS,
    challenge_form,
    challenge_page,
    charge_form,
    join_form,
    new_page,
    prize_form,
)
from relais.web.http import PersonRequest, deed, done, page


@deed
@page(DIRECTOR)
def add(request: PersonRequest) -> HttpResponse:
    """Make a draft."""
    form = challenge_form(request, request.POST)
    if not form.is_valid():
        return new_page(request, form, status=400)
    made = actions.create_challenge(form.wanted(), by=request.by, at=request.at)
    return _done(request, made.id, _("Made as a draft: only directors see it."))


@deed
@page(DIRECTOR)
def change(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Change a draft."""
    form = challenge_form(request, request.POST)
    if not form.is_valid():
        return challenge_page(request, challenge_id, ("change", form), status=400)
    actions.change_challenge(challenge_id, form.wanted(), by=request.by, at=request.at)
    return _done(request, challenge_id, _("The draft is changed."))


@deed
@page(DIRECTOR)
def add_prize(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Add a prize to a draft."""
    form = prize_form(request, request.POST)
    if not form.is_valid():
        return challenge_page(request, challenge_id, ("prize", form), status=400)
    actions.add_prize(challenge_id, form.wanted(), by=request.by, at=request.at)
    return _done(request, challenge_id, _("The prize is added."))


@deed
@page(DIRECTOR)
def remove_prize(request: PersonRequest, challenge_id: UUID, prize_id: UUID) -> HttpResponse:
    """Remove a prize from a draft."""
    actions.remove_prize(prize_id, by=request.by, at=request.at)
    return _done(request, challenge_id, _("The prize is removed."))


@deed
@page(DIRECTOR)
def start(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Publish a challenge, its rules frozen."""
    actions.start_challenge(challenge_id, by=request.by, at=request.at)
    words = _("Published: its rules are frozen, and whoever it is for can join.")
    return _done(request, challenge_id, words)


@deed
@page(DIRECTOR)
def charge(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Write what the prizes cost down as a cost of a campaign."""
    form = charge_form(request, request.POST)
    if not form.is_valid():
        return challenge_page(request, challenge_id, ("charge", form), status=400)
    actions.charge_prizes(challenge_id, **form.cleaned_data, by=request.by, at=request.at)
    return _done(request, challenge_id, _("Written down: the return counts it."))


@deed
@page(DIRECTOR)
def end(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """End a challenge, its standing frozen."""
    actions.end_challenge(challenge_id, by=request.by, at=request.at)
    return _done(request, challenge_id, _("Ended: who stands where is frozen."))


@deed
@page(DIRECTOR)
def cancel(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Cancel a challenge, with the reason."""
    form = f.CancelForm(request.POST)
    if not form.is_valid():
        return challenge_page(request, challenge_id, ("cancel", form), status=400)
    words = form.cleaned_data["words"]
    actions.cancel_challenge(challenge_id, words=words, by=request.by, at=request.at)
    return _done(request, challenge_id, _("Cancelled, with its reason."))


@deed
@page(*READERS)
def join(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Take part."""
    found = get_challenge(challenge_id, access=request.access, on=request.at.date())
    form = join_form(request, found, request.POST) or f.JoinForm(request.POST)
    if not form.is_valid():
        return challenge_page(request, challenge_id, ("join", form), status=400)
    told = form.cleaned_data
    actions.join_challenge(
        challenge_id,
        side=told.get("side"),
        shows_name=told.get("shows_name", False),
        by=request.by,
        at=request.at,
    )
    return _done(request, challenge_id, _("You take part: what you do from now on counts."))


@deed
@page(*READERS)
def withdraw(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Leave a challenge."""
    actions.withdraw_from_challenge(challenge_id, by=request.by, at=request.at)
    return _done(request, challenge_id, _("You have withdrawn: you stand in no list any more."))


@deed
@page(*READERS)
def name(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Agree to be named among the first, or take that back."""
    form = f.NameForm(request.POST)
    shows = form.is_valid() and form.cleaned_data["shows_name"]
    actions.show_name(challenge_id, shows, by=request.by, at=request.at)
    if shows:
        return _done(request, challenge_id, _("You are named if you are among the first."))
    return _done(request, challenge_id, _("You are not named."))


def _done(request: PersonRequest, challenge_id: UUID, words: str) -> HttpResponse:
    return done(request, words, reverse("challenges:detail", args=[challenge_id]))
