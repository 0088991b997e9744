"""What is asked about a rep's own prospecting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.prospecting.queries import MOST
from relais.web import words
from relais.web.fields import Choices, DayField, pick
from relais.web.prospecting.words import KINDS


class LogForm(forms.Form):
    """What was done; without a count it is one, without a day it is today."""

    kind = forms.ChoiceField(label=_("What"))
    count = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=MOST, required=False, initial=1
    )
    done_on = DayField(label=_("Day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words.choices(KINDS)  # type: ignore[attr-defined]


class UndoForm(forms.Form):
    """Which line is taken back."""

    line_id = forms.UUIDField()


class TargetForm(forms.Form):
    """How much a unit wishes of each rep in a week, and from when on."""

    per_week = forms.IntegerField(
        label=_("Prospecting deeds a week, of each rep"),
        min_value=1,
        max_value=MOST,
        required=False,
        help_text=_("Empty: this unit wishes nothing of its own any more."),
    )
    since = DayField(label=_("From the week of"))

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"] = pick(_("Unit, and those below it"), units)
        self.order_fields(["unit_id"])
