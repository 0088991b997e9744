"""What is asked of an experiment."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.experiments.queries import Level, Measured, Tried
from relais.web import words as say
from relais.web.experiments.words import LEVELS, MEASURED, TRIED
from relais.web.fields import Choices, DayField


class PlanForm(forms.Form):
    """What is tried, on whom, when, by which figure."""

    name = forms.CharField(label=_("Name"), max_length=200)
    tried = forms.TypedChoiceField(label=_("What is tried"), coerce=Tried)
    words = forms.CharField(
        label=_("What is done otherwise"),
        max_length=400,
        help_text=_("In one sentence: it becomes the act of those who begin."),
    )
    unit_id = forms.TypedChoiceField(label=_("Below which unit"))
    level = forms.TypedChoiceField(
        label=_("Who is drawn"),
        coerce=Level,
        help_text=_("Teams whole, where reps of one team would do as their neighbours do."),
    )
    measured = forms.TypedChoiceField(label=_("Judged by"), coerce=Measured)
    gain = forms.IntegerField(
        label=_("Gain to be found, in points"), min_value=1, max_value=99, initial=15
    )
    starts_on = DayField(label=_("First Monday"))
    waves = forms.IntegerField(
        label=_("Waves"),
        min_value=1,
        max_value=6,
        initial=3,
        help_text=_("With several all begin, one after the other; with one, half never does."),
    )
    weeks_between = forms.IntegerField(
        label=_("Weeks between two waves"), min_value=1, max_value=26, initial=3
    )
    weeks = forms.IntegerField(label=_("Weeks in all"), min_value=1, max_value=52, initial=12)

    def __init__(self, *args: Any, units: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, Choices] = {
            "tried": say.choices(TRIED),
            "level": say.choices(LEVELS),
            "measured": say.choices(MEASURED),
            "unit_id": units,
        }
        for name, choices in offered.items():
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class StopForm(forms.Form):
    """Why it stops before its day."""

    words = forms.CharField(label=_("Reason"), max_length=400)
