"""Fair play under a challenge: what is to be looked at, what was noted on oneself, who confirms."""

from typing import Final
from uuid import UUID

from django import forms
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relais.appointments.queries import Outcome
from relais.challenge import actions
from relais.challenge.queries import (
    Challenge,
    ChallengeState,
    FairAnswer,
    drawn_of,
    fair_points_of,
    get_challenge,
    is_looked_at,
    leads_behind,
    own_fair_points,
    rounds_of,
)
from relais.diagnosis.actions.fair import ask_look
from relais.diagnosis.queries.fair import looking_at
from relais.people.queries import Role
from relais.privacy.actions import note_reading
from relais.web import words as say
from relais.web.challenges import fair_words, words
from relais.web.challenges.views import DIRECTOR, READERS
from relais.web.http import PersonRequest, deed, done, page

LOOK: Final = (DIRECTOR, Role.MANAGER)
PER_PAGE: Final = 20
MOST: Final = 20  # appointments to be confirmed that a page shows
LONG: Final = forms.Textarea(attrs={"rows": 2})
Sent = tuple[UUID, forms.Form]


class AnswerForm(forms.Form):
    """What a human saw."""

    answer = forms.TypedChoiceField(
        label=gettext_lazy("What you saw"), coerce=FairAnswer, widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=gettext_lazy("Note"),
        max_length=400,
        widget=LONG,
        help_text=gettext_lazy("The person concerned reads it."),
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["answer"].choices = say.choices(fair_words.ANSWERS)  # type: ignore[attr-defined]


class AnnotateForm(forms.Form):
    """What the person concerned says."""

    words = forms.CharField(label=gettext_lazy("In your words"), max_length=400, widget=LONG)


class ConfirmForm(forms.Form):
    """What the prospect says."""

    outcome = forms.TypedChoiceField(label=gettext_lazy("The prospect says"), coerce=Outcome)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["outcome"].choices = say.choices(say.OUTCOMES)  # type: ignore[attr-defined]


@page(*LOOK)
def fair(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Show what is to be looked at, to who may; that it was read is written down."""
    return fair_page(request, challenge_id)


def fair_page(
    request: PersonRequest, challenge_id: UUID, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
    """Render what is to be looked at; `sent` is the form of a deed that came back."""
    one, on = _seen(request, challenge_id), request.at.date()
    rows = fair_points_of(one, access=request.access, on=on)
    shown = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    drawn = drawn_of(one, access=request.access, on=on)
    to_ask = drawn.filter(prospect_said=None)
    waiting = list(to_ask[:MOST])
    persons = {point.person_id for point in shown} | {each.rep_id for each in waiting}
    if persons:
        note_reading("fair_play", of=persons, by=request.by, at=request.at)
    asked = dict([sent] if sent else [])
    looking = looking_at(one, on=on)
    context = {
        "one": one,
        "look": looking.look,
        "looking": looking,
        "page": shown,
        "open": rows.filter(answered_at=None).count(),
        "forms": {
            point.id: asked.get(point.id) or AnswerForm() for point in shown if not point.answer
        },
        "leads": leads_behind(shown, access=request.access),
        "drawn": drawn.count(),
        "waiting": [(each, asked.get(each.drawn_id) or ConfirmForm()) for each in waiting],
        "left": to_ask.count(),
        "rounds": rounds_of(one),
        "directs": request.access.has(DIRECTOR),
        "f": fair_words,
        "w": words,
    }
    return render(request, "challenges/fair.html", context, status=status)


@page(*LOOK)
def fair_looking(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Say how far a look is that was asked for; `holds` when the page may hold what was typed."""
    one, on = _seen(request, challenge_id), request.at.date()
    fair_points_of(one, access=request.access, on=on)  # whether he may look
    looking, holds = looking_at(one, on=on), "holds" in request.GET
    context = {"one": one, "looking": looking, "holds": holds}
    return render(request, "challenges/_fair_look.html", context)


@page(*READERS)
def fair_mine(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Show somebody what is noted on himself."""
    return mine_page(request, challenge_id)


def mine_page(
    request: PersonRequest, challenge_id: UUID, sent: Sent | None = None, status: int = 200
) -> HttpResponse:
    """Render what is noted on somebody; `sent` is the form of a deed that came back."""
    one = _seen(request, challenge_id)
    points = list(own_fair_points(one, access=request.access))
    asked = dict([sent] if sent else [])
    context = {
        "one": one,
        "points": points,
        "forms": {point.id: asked.get(point.id) or AnnotateForm() for point in points},
        "leads": leads_behind(points, access=request.access),
        "section": fair_words.fair_section(),
        "rounds": rounds_of(one) if one.state is ChallengeState.ENDED else [],
        "f": fair_words,
        "w": words,
    }
    return render(request, "challenges/fair_mine.html", context, status=status)


@deed
@page(DIRECTOR)
def look(request: PersonRequest, challenge_id: UUID) -> HttpResponse:
    """Look at the challenge now, or ask for it where many took part."""
    looking = ask_look(challenge_id, by=request.by, at=request.at)
    if looking.computation:
        return _done(request, challenge_id, _("Asked for: what everybody did is looked at now."))
    return _done(request, challenge_id, _("Looked at: what is below holds now."))


@deed
@page(*LOOK)
def answer(request: PersonRequest, challenge_id: UUID, point_id: UUID) -> HttpResponse:
    """Say what a human saw."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return fair_page(request, challenge_id, (point_id, form), status=400)
    told = form.cleaned_data
    actions.answer_point(point_id, challenge_id=challenge_id, **told, by=request.by, at=request.at)
    return _done(request, challenge_id, _("Noted: the person concerned reads it."))


@deed
@page(*READERS)
def annotate(request: PersonRequest, challenge_id: UUID, point_id: UUID) -> HttpResponse:
    """Write beside what is noted on oneself."""
    form = AnnotateForm(request.POST)
    if not form.is_valid():
        return mine_page(request, challenge_id, (point_id, form), status=400)
    told = form.cleaned_data
    actions.annotate_point(
        point_id, challenge_id=challenge_id, **told, by=request.by, at=request.at
    )
    here = reverse("challenges:fair_mine", args=[challenge_id])
    return done(request, _("It stands beside what was noted."), here)


@deed
@page(*LOOK)
def confirm(request: PersonRequest, challenge_id: UUID, drawn_id: UUID) -> HttpResponse:
    """Write down what the prospect says."""
    form = ConfirmForm(request.POST)
    if not form.is_valid():
        return fair_page(request, challenge_id, (drawn_id, form), status=400)
    outcome = form.cleaned_data["outcome"]
    actions.confirm_appointment(
        drawn_id, challenge_id=challenge_id, outcome=outcome, by=request.by, at=request.at
    )
    return _done(request, challenge_id, _("Written down beside what the rep says."))


def _seen(request: PersonRequest, challenge_id: UUID) -> Challenge:
    one = get_challenge(challenge_id, access=request.access, on=request.at.date())
    if not is_looked_at(one):
        raise Http404
    return one


def _done(request: PersonRequest, challenge_id: UUID, words: str) -> HttpResponse:
    return done(request, words, reverse("challenges:fair", args=[challenge_id]))
