"""Signing in with a password, and one's own settings: language, password, keys for programs."""

from typing import Any
from unicodedata import normalize
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import AuthenticationForm
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import FormView

from relais.outbox.actions import accept_mail, decline_mail, send_forgotten
from relais.outbox.queries import CHALLENGE_WEEK, declined_by
from relais.people.actions import choose_language, issue_token, revoke_token
from relais.people.queries import SCOPES, tokens_of
from relais.web.http import PersonRequest, deed, done, page, person_request
from relais.web.middleware import person
from relais.web.resumed import resumed
from relais.web.typed import Typed, carried_by

TRIES, PAUSE = 10, 15 * 60  # failed sign-ins from one place, and seconds until they are forgotten


class AddressForm(forms.Form):
    """With what somebody signs in."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs={"autocomplete": "username"})
    )


class SignIn(auth.LoginView):
    """Sign in; after ten failures from one address for one name there is a pause."""

    template_name = "sign_in.html"
    redirect_authenticated_user = True

    def post(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        """Check the password, unless too many were tried."""
        name = normalize("NFKC", request.POST.get("username", "")).strip().casefold()
        key = f"sign-in:{request.META.get('REMOTE_ADDR')}:{name}"
        if cache.get(key, 0) >= TRIES:
            words = _("Too many tries: wait a quarter of an hour, then try again.")
            context = self.get_context_data(form=AuthenticationForm(request), too_many=words)
            return self.render_to_response(context, status=429)
        answer = super().post(request, *args, **kwargs)
        if not request.user.is_authenticated:
            cache.add(key, 0, PAUSE)
            cache.incr(key)
        return answer

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Carry along what somebody had typed when he was signed out."""
        return {**super().get_context_data(**kwargs), "carried": carried_by(self.request)}

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Let him in; what he had typed before is shown to him, to be sent."""
        answer, carried = super().form_valid(form), carried_by(self.request)
        if carried is None:
            return answer
        return person(lambda request: send_again(request, carried))(self.request)


def send_again(request: HttpRequest, carried: Typed, status: int = 200) -> HttpResponse:
    """Show what somebody was doing, to be sent after all."""
    asked = person_request(request)  # None for who has left meanwhile
    what, typed = resumed(asked, carried) if asked else ("", carried.readable())
    context = {"carried": carried, "what": what, "typed": typed}
    return render(request, "account/send_again.html", context, status=status)


class ChangePassword(auth.PasswordChangeView):
    """Choose another password."""

    template_name = "account/password.html"
    success_url = reverse_lazy("me")


class Forgotten(FormView):  # type: ignore[type-arg]  # Django's own takes none
    """Ask for a link to choose another password; the answer is the same for any address."""

    template_name = "account/forgotten.html"
    form_class = AddressForm

    def form_valid(self, form: AddressForm) -> HttpResponse:
        """Send the link, unless too many were asked for from one place."""
        place = f"forgotten:{self.request.META.get('REMOTE_ADDR')}"
        cache.add(place, 0, PAUSE)
        if cache.incr(place) <= TRIES:
            send_forgotten(form.cleaned_data["email"], at=timezone.now())
        return render(self.request, "account/sent.html", {})


class ChoosePassword(auth.PasswordResetConfirmView):
    """Choose one's password, by the link of a mail; the link is good once."""

    template_name = "account/choose.html"
    success_url = reverse_lazy("sign_in")

    def form_valid(self, form: Any) -> HttpResponse:
        """Say that it is done, where one signs in."""
        answer = super().form_valid(form)
        messages.success(self.request, _("Your password is set: sign in with it."))
        return answer


class LanguageForm(forms.Form):
    """The language of one's screens and mails."""

    language = forms.ChoiceField(
        label=gettext_lazy("Language"), choices=[("fr", "Français"), ("en", "English")]
    )


class TokenForm(forms.Form):
    """A key for a program, and what it may do."""

    name = forms.CharField(label=gettext_lazy("For which program"), max_length=120)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What it may do"),
        choices=[(scope, scope) for scope in SCOPES],
        widget=forms.CheckboxSelectMultiple,
    )


@page()
def me(request: PersonRequest) -> HttpResponse:
    """Show one's own settings, and what programs may act in one's name."""
    return _settings(request)


@deed
def language(request: PersonRequest) -> HttpResponse:
    """Choose the language of one's screens and mails."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return _settings(request, language=form, status=400)
    person_id = request.access.person_id
    choose_language(person_id, language=form.cleaned_data["language"], by=request.by)
    return done(request, _("Your language was changed."), reverse("me"))


@deed
def mails(request: PersonRequest) -> HttpResponse:
    """Stop the weekly mail of challenges, or let it come again."""
    if "stop" in request.POST:
        decline_mail(CHALLENGE_WEEK, by=request.by, at=request.at)
        return done(request, _("Stopped: it does not come any more."), reverse("me"))
    accept_mail(CHALLENGE_WEEK, by=request.by)
    return done(request, _("It comes again."), reverse("me"))


@deed
def add_token(request: PersonRequest) -> HttpResponse:
    """Make a key for a program; it is shown this once."""
    form = TokenForm(request.POST)
    if not form.is_valid():
        return _settings(request, token=form, status=400)
    secret = issue_token(
        request.access.person_id,
        name=form.cleaned_data["name"],
        scopes=tuple(form.cleaned_data["scopes"]),
        expires_at=None,
        by=request.by,
        at=request.at,
    )
    return render(request, "account/token.html", {"secret": secret}, status=201)


@deed
def end_token(request: PersonRequest, token_id: UUID) -> HttpResponse:
    """End a key at once."""
    revoke_token(token_id, by=request.by, at=request.at)
    return done(request, _("The key was revoked."), reverse("me"))


def _settings(
    request: PersonRequest,
    *,
    language: LanguageForm | None = None,
    token: TokenForm | None = None,
    status: int = 200,
) -> HttpResponse:
    access = request.access
    stopped = declined_by(access.person_id, organization_id=access.organization_id)
    context = {
        "weekly": CHALLENGE_WEEK not in stopped,
        "language_form": language or LanguageForm(initial={"language": request.LANGUAGE_CODE}),
        "token_form": token or TokenForm(),
        "tokens": tokens_of(request.access),
    }
    return render(request, "account/me.html", context, status=status)
