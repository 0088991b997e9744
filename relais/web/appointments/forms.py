"""What a person is asked with each deed on an appointment."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.appointments.queries import Outcome
from relais.campaigns.queries import Reason
from relais.web import words
from relais.web.appointments.words import CAUSES, WHICH

NO_CHOICE = ("", "–")
LOCAL = "%Y-%m-%dT%H:%M"  # what a browser sends for a date and a time


class AppointmentFilter(forms.Form):
    """Which appointments of the list."""

    which = forms.ChoiceField(label=_("Which"), required=False)
    q = forms.CharField(label=_("Company, contact, number"), required=False, max_length=200)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["which"].choices = words.choices(WHICH)  # type: ignore[attr-defined]


class OfferFilter(forms.Form):
    """From which day on, and how the two meet."""

    since = forms.DateField(
        label=_("From the"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    mode = forms.ChoiceField(label=_("How"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = words.choices(words.MODES)  # type: ignore[attr-defined]


class SlotForm(forms.Form):
    """When: one of the free slots, or a time that was typed, in the reader's zone."""

    starts_at = forms.DateTimeField(
        label=_("Date and time, in your zone"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL),
    )


class BookForm(SlotForm):
    """When, and how the two meet."""

    mode = forms.ChoiceField(label=_("How"), widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mode"].choices = words.choices(words.MODES)  # type: ignore[attr-defined]


class CancelForm(forms.Form):
    """Why it is taken out of the diary."""

    cause = forms.ChoiceField(label=_("Why"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table = {code: text for code, text in CAUSES.items() if code != "reassigned"}
        self.fields["cause"].choices = words.choices(table)  # type: ignore[attr-defined]


class SaidForm(forms.Form):
    """What became of it, as somebody says."""

    outcome = forms.ChoiceField(label=_("What became of it"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, outcomes: Collection[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [pair for pair in words.choices(words.OUTCOMES) if pair[0] in outcomes]
        self.fields["outcome"].choices = found  # type: ignore[attr-defined]


class OutcomeForm(SaidForm):
    """What became of it, and the counted reason where the rep did not go."""

    reason_id = forms.UUIDField(
        label=_("Why, where the rep did not go"),
        required=False,
        help_text=_("The telemarketer then calls the prospect to apologise and book anew."),
    )

    def __init__(self, *args: Any, reasons: list[Reason], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(row.id), words.reason(row)) for row in reasons]
        asked = {"aria-required": "false"}  # where the rep went it is not, else it is
        self.fields["reason_id"].widget = forms.Select(attrs=asked, choices=[NO_CHOICE, *choices])


class TellingForm(OutcomeForm):
    """What became of an appointment, told by who tells of many: one after the other."""

    then = forms.BooleanField(
        label=_("Then on to the next one of which nobody has told"), required=False, initial=True
    )
