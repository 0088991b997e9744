"""Every deed on a person, by POST: read the form, one call, back to the person."""

from collections import Counter
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relais.lib.brought import Verdict
from relais.lib.errors import NotVisible
from relais.outbox.actions import give_sign_in, invite
from relais.people import actions
from relais.people.queries import get_visible_person, roles_of, without_sign_in
from relais.routing import actions as routing
from relais.web.http import PersonRequest, deed, done
from relais.web.people.detail import end_form, make, person_page, share_form
from relais.web.people.forms import PersonForm, WeekForm


@deed
def add(request: PersonRequest) -> HttpResponse:
    """Add somebody who works here."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return render(request, "people/new.html", {"form": form}, status=400)
    person = actions.add_person(**form.cleaned_data, by=request.by)
    return _done(request, person.id, _("Added: give a role and a sign-in next."))


@deed
def change(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Change the details of a person."""
    person, form = _asked(request, person_id, "details")
    if not form.is_valid():
        return person_page(request, person, {"details": form}, status=400)
    actions.change_person(person_id, **form.cleaned_data, by=request.by)
    return _done(request, person_id, _("The details were changed."))


@deed
def give_role(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Give a person a role."""
    person, form = _asked(request, person_id, "role")
    if not form.is_valid():
        return person_page(request, person, {"role": form}, status=400)
    actions.give_role(person_id, **form.cleaned_data, by=request.by)
    return _done(request, person_id, _("The role is given."))


@deed
def end_role(request: PersonRequest, person_id: UUID, role_id: UUID) -> HttpResponse:
    """End a role with a day."""
    person = get_visible_person(person_id, access=request.access)
    form = end_form(request, role_id, request.POST)
    if not form.is_valid():
        return person_page(request, person, {f"end-{role_id}": form}, status=400)
    actions.end_role(role_id, on=form.cleaned_data["on"], by=request.by)
    return _done(request, person_id, _("The role ends with that day."))


@deed
def change_share(request: PersonRequest, person_id: UUID, role_id: UUID) -> HttpResponse:
    """Change a rep's part in the rotation, and how many open leads he has at most."""
    person = get_visible_person(person_id, access=request.access)
    role = roles_of(person).filter(id=role_id).first()
    if role is None:
        raise NotVisible
    form = share_form(role, request.POST)
    if not form.is_valid():
        return person_page(request, person, {f"share-{role_id}": form}, status=400)
    actions.change_share(role_id, **form.cleaned_data, by=request.by)
    return _done(request, person_id, _("The part was changed: it counts from the next lead on."))


@deed
def give_login(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Let a person sign in, by a link that goes to his address."""
    person, form = _asked(request, person_id, "login")
    if not form.is_valid():
        return person_page(request, person, {"login": form}, status=400)
    give_sign_in(person_id, **form.cleaned_data, by=request.by, at=request.at)
    return _done(request, person_id, _("The link is on its way; it is good for three days."))


@deed
def invite_one(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Send somebody a link to choose his password; he can sign in then."""
    person = get_visible_person(person_id, access=request.access)
    (verdict,) = invite([person.id], by=request.by, at=request.at)
    if verdict.why:
        raise verdict.why
    return _done(request, person_id, _("The link is on its way; it is good for three days."))


@deed
def invite_all(request: PersonRequest) -> HttpResponse:
    """Send everybody who has a role and cannot sign in a link to choose his password."""
    people = without_sign_in(request.access, on=request.at.date())
    found = Counter(
        one.verdict for one in invite([p.id for p in people], by=request.by, at=request.at)
    )
    sent, left = found[Verdict.CREATED], found[Verdict.SKIPPED]
    words = ngettext("%(n)s link is on its way", "%(n)s links are on their way", sent)
    said = _("%(sent)s; %(left)s without an address of their own.")
    said %= {"sent": words % {"n": sent}, "left": left}
    return done(request, said, reverse("people:list"))


@deed
def declare_absence(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Say that somebody is away."""
    person, form = _asked(request, person_id, "absence")
    if not form.is_valid():
        return person_page(request, person, {"absence": form}, status=400)
    routing.declare_absence(person_id, **form.cleaned_data, by=request.by, at=request.at)
    words = _("The absence is known: what is not taken up is routed again when it begins.")
    return _done(request, person_id, words)


@deed
def cancel_absence(request: PersonRequest, person_id: UUID, absence_id: UUID) -> HttpResponse:
    """Say that somebody is not away after all."""
    get_visible_person(person_id, access=request.access)
    routing.cancel_absence(absence_id, by=request.by, at=request.at)
    return _done(request, person_id, _("The absence is cancelled; leads that went stay there."))


@deed
def leave(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Say on which day somebody leaves."""
    person, form = _asked(request, person_id, "leave")
    if not form.is_valid():
        return person_page(request, person, {"leave": form}, status=400)
    routing.person_leaves(person_id, on=form.cleaned_data["on"], by=request.by, at=request.at)
    return _done(request, person_id, _("The day is known; open leads are routed again."))


@deed
def set_week(request: PersonRequest, person_id: UUID) -> HttpResponse:
    """Set the working week of a person; an empty one is that of his country."""
    person = get_visible_person(person_id, access=request.access)
    form = WeekForm(request.POST, auto_id="id_week_%s")
    if not form.is_valid():
        return person_page(request, person, {"week": form}, status=400)
    actions.set_working_week(form.hours(), person_id=person_id, by=request.by)
    return _done(request, person_id, _("The working week is set."))


@deed
def revoke(request: PersonRequest, person_id: UUID, token_id: UUID) -> HttpResponse:
    """End a key at once."""
    get_visible_person(person_id, access=request.access)
    actions.revoke_token(token_id, by=request.by, at=request.at)
    return _done(request, person_id, _("The key was revoked."))


def _asked(request: PersonRequest, person_id: UUID, name: str) -> tuple[Any, forms.Form]:
    """Find the person, whom the reader must be able to see, and read the form."""
    person = get_visible_person(person_id, access=request.access)
    return person, make(request, name, person, request.POST)


def _done(request: PersonRequest, person_id: UUID, words: str) -> HttpResponse:
    return done(request, words, reverse("people:detail", args=[person_id]))
