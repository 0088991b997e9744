"""What is asked of an act."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.web.fields import Choices, DayField


class AgreeForm(forms.Form):
    """Who does it, until when."""

    owner_id = forms.TypedChoiceField(label=_("Who does it"))
    due_on = DayField(label=_("To be done by"))

    def __init__(self, *args: Any, owners: Iterable[tuple[str, str]] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "owner_id", owners)


class PlanForm(AgreeForm):
    """What is to be done, for which unit, by whom, until when."""

    what = forms.CharField(label=_("What is to be done"), max_length=400)
    unit_id = forms.TypedChoiceField(label=_("For which unit"))
    field_order = ("what", "unit_id", "owner_id", "due_on")

    def __init__(self, *args: Any, units: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self, "unit_id", units)


class NoteForm(forms.Form):
    """What is to be said of it."""

    note = forms.CharField(label=_("What came of it"), max_length=400, required=False)


class DueForm(forms.Form):
    """Another day."""

    due_on = DayField(label=_("To be done by"))


class WhyForm(forms.Form):
    """Why it is not to be done."""

    words = forms.CharField(label=_("Reason"), max_length=400)


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field = form.fields[name]
    field.choices = list(choices)  # type: ignore[attr-defined]
