"""What a caller is asked after a call, and who brings prospects in."""

from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.calls.queries import CallEnd, CallOutcome
from relais.web.fields import SentForm, TableForm

Said = TypeVar("Said", CallEnd, CallOutcome)


class CallForm(forms.Form):
    """How the call ended, what it achieved, and when to call back, on the prospect's clock."""

    started_at = forms.DateTimeField(widget=forms.HiddenInput)
    callback_on = forms.DateField(
        label=_("Call back on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "data-to": "r"}),
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
        widget=forms.Textarea(attrs={"rows": 4, "data-to": "t"}),
    )

    field_order = ["note", "callback_on", "callback_time"]

    def clean(self) -> dict[str, Any]:
        """Ask for what became of it, in one word; for day and time, or neither."""
        data: dict[str, Any] = super().clean() or {}
        if self._said()[1] is None:
            self.add_error(None, _("Say what became of the call."))
        if (data.get("callback_on") is None) != (data.get("callback_time") is None):
            self.add_error("callback_time", _("Give both the day and the time."))
        return data

    def told(self) -> tuple[CallEnd, CallOutcome]:
        """Give how the call ended, and what it achieved."""
        end, outcome = self._said()
        if outcome is None:
            raise ValueError("what became of the call was not said: the form is not valid")
        return end, outcome

    def _said(self) -> tuple[CallEnd, CallOutcome | None]:
        """A button says one of the two: who was reached answered, on a dead line nobody was."""
        end = _one_of(CallEnd, self.data.get("end")) or CallEnd.ANSWERED
        outcome = _one_of(CallOutcome, self.data.get("outcome"))
        if outcome is None and end is not CallEnd.ANSWERED:
            outcome = CallOutcome.UNREACHABLE
        return end, outcome

    def callback(self) -> datetime | None:
        """Give when to call back, as the prospect's clock shows it."""
        day, clock = self.cleaned_data["callback_on"], self.cleaned_data["callback_time"]
        return datetime.combine(day, clock) if day and clock else None


class CorrectionForm(CallForm):
    """What became of a call that was told otherwise; when it was and its note stay."""

    started_at = None  # type: ignore[assignment]
    note = None  # type: ignore[assignment]


def _one_of(kind: type[Said], typed: Any) -> Said | None:
    try:
        return kind(typed)
    except ValueError:
        return None


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
