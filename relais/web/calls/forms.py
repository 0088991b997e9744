"""What a caller is asked after a call, and who brings prospects in."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.calls.queries import ALLOWED, CallEnd, CallOutcome
from relais.web import words
from relais.web.calls.words import ENDS, OUTCOMES
from relais.web.fields import SentForm, TableForm

SPOKEN = [end for end in CallEnd if len(ALLOWED[end]) > 1]  # somebody was on the line
UNSPOKEN = [end for end in CallEnd if len(ALLOWED[end]) == 1]  # which says all there is to say


class CallForm(forms.Form):
    """How the call ended, what it achieved, and when to call back, on the prospect's clock."""

    started_at = forms.DateTimeField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(label=_("What it achieved"), widget=forms.RadioSelect)
    end = forms.ChoiceField(label=_("How it ended"))
    callback_on = forms.DateField(
        label=_("Call back on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    callback_time = forms.TimeField(
        label=_("At (the prospect’s clock)"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}),
    )
    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = words.choices(OUTCOMES)  # type: ignore[attr-defined]
        self.fields["end"].choices = words.choices(ENDS)  # type: ignore[attr-defined]
        spoken = [pair for pair in words.choices(ENDS) if pair[0] in SPOKEN]
        self.fields["end"].widget.choices = spoken

    def clean(self) -> dict[str, Any]:
        """Ask for day and time, or neither."""
        data: dict[str, Any] = super().clean() or {}
        if (data.get("callback_on") is None) != (data.get("callback_time") is None):
            self.add_error("callback_time", _("Give both the day and the time."))
        return data

    def told(self) -> tuple[CallEnd, CallOutcome]:
        """Give how the call ended, and what it achieved."""
        return CallEnd(self.cleaned_data["end"]), CallOutcome(self.cleaned_data["outcome"])

    def callback(self) -> datetime | None:
        """Give when to call back, as the prospect's clock shows it."""
        day, clock = self.cleaned_data["callback_on"], self.cleaned_data["callback_time"]
        return datetime.combine(day, clock) if day and clock else None


class CampaignForm(forms.Form):
    """For which campaign."""

    campaign_id = forms.UUIDField(label=_("Campaign"))

    def __init__(self, *args: Any, campaigns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign_id"].widget = forms.Select(choices=campaigns)


class FileForm(SentForm, CampaignForm):
    """A file of prospects, and for which campaign."""


class BringForm(TableForm):
    """The prospects that a preview read, handed on to be brought in."""

    campaign_id = forms.UUIDField(widget=forms.HiddenInput)
