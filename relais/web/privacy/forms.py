"""What the privacy officer is asked."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.privacy.queries import Channel, RequestKind
from relais.web import words as say
from relais.web.fields import DayField
from relais.web.privacy.words import CHANNELS, KINDS


class FindForm(forms.Form):
    """Whom to look for."""

    q = forms.CharField(label=_("Name, number or address"), max_length=254, required=False)


class RequestForm(forms.Form):
    """What somebody asks, how it came and when."""

    kind = forms.TypedChoiceField(label=_("What is asked"), coerce=RequestKind)
    who = forms.CharField(label=_("Who asks"), max_length=400)
    reach = forms.CharField(label=_("Where to answer"), max_length=400, required=False)
    channel = forms.TypedChoiceField(label=_("How it came"), coerce=Channel)
    received_on = DayField(label=_("Received on"))
    person_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, contact_ids: Collection[UUID] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = say.choices(KINDS)  # type: ignore[attr-defined]
        self.fields["channel"].choices = say.choices(CHANNELS)  # type: ignore[attr-defined]
        self.fields["contact_ids"] = forms.TypedMultipleChoiceField(
            choices=[(f"{one}", f"{one}") for one in contact_ids],
            coerce=UUID,
            required=False,
            widget=forms.MultipleHiddenInput,
        )


class ReasonForm(forms.Form):
    """Why, in words."""

    words = forms.CharField(
        label=_("Reason"), max_length=2_000, widget=forms.Textarea(attrs={"rows": 3})
    )


class SureForm(forms.Form):
    """That somebody has read what cannot be taken back."""

    sure = forms.BooleanField(
        label=_("I have read this, and it is this person"),
        error_messages={"required": _("Say that you have read this: it cannot be taken back.")},
    )


class CorrectForm(forms.Form):
    """What is held of a person, all of it."""

    contact_id = forms.UUIDField(widget=forms.HiddenInput)
    first_name = forms.CharField(label=_("First name"), max_length=200, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=200)
    function = forms.CharField(label=_("Function"), max_length=200, required=False)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)


class MandateRecordForm(forms.Form):
    """What is written of the mandate of a call center."""

    instructions_on = DayField(label=_("Written instructions given on"), required=False)
    sub_processors = forms.CharField(
        label=_("Sub-processors (write “none” where there are none)"),
        max_length=400,
        required=False,
    )
    sub_processors_on = DayField(label=_("Sub-processors checked on"), required=False)
    countries = forms.CharField(label=_("Countries of processing"), max_length=400, required=False)
    countries_on = DayField(label=_("Countries checked on"), required=False)
    returned_on = DayField(label=_("Data returned on, at the end"), required=False)
    erased_on = DayField(label=_("Erasure certified on, at the end"), required=False)
    certificate = forms.CharField(
        label=_("Reference of their certificate of erasure"), max_length=120, required=False
    )
