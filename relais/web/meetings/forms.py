"""What one is asked about a meeting."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.steering.queries.meetings import When
from relais.web.fields import DayField, MomentField, pick


class UnitForm(forms.Form):
    """Whose meeting it is."""

    def __init__(self, *args: Any, units: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = pick(_("Unit"), [(str(one.id), one.name) for one in units])


class WhenForm(forms.Form):
    """When and where."""

    starts_at = MomentField(label=_("Begins"))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=15, max_value=480, initial=60)
    place = forms.CharField(label=_("Place, or link"), max_length=400, required=False)

    def when(self) -> When:
        """Give what was typed."""
        told = self.cleaned_data
        return When(told["starts_at"], told["minutes"], told["place"])


class WhoForm(forms.Form):
    """Who takes part."""

    def __init__(self, *args: Any, people: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["participants"] = forms.TypedMultipleChoiceField(
            label=_("Who takes part"),
            choices=[(str(one.id), str(one)) for one in people],
            coerce=UUID,
            required=False,
            widget=forms.CheckboxSelectMultiple(attrs={"class": "in-columns"}),
        )


class UnitIdForm(forms.Form):
    """Of which unit a new meeting is."""

    unit_id = forms.UUIDField(widget=forms.HiddenInput)


class PlanForm(WhoForm, WhenForm, UnitIdForm):
    """A new meeting of a unit about a period."""

    since = DayField(label=_("About the period from"))
    until = DayField(label=_("to"))
    field_order = ("since", "until", "starts_at", "minutes", "place", "participants", "unit_id")


class CancelForm(forms.Form):
    """Why it is cancelled."""

    words = forms.CharField(label=_("Reason, which those invited will read"), max_length=400)


class DecideForm(forms.Form):
    """What is to be done, who does it, until when."""

    what = forms.CharField(
        label=_("What is to be done"), max_length=400, widget=forms.Textarea(attrs={"rows": 2})
    )
    due_on = DayField(label=_("Until"))
    lead_id = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, people: Iterable[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"] = pick(_("Who"), [(str(one.id), str(one)) for one in people])
        self.order_fields(["what", "owner_id", "due_on", "lead_id"])


class PostponeForm(forms.Form):
    """Why it is put off."""

    words = forms.CharField(label=_("Why it is postponed"), max_length=400, required=False)


class CloseForm(forms.Form):
    """A last word."""

    words = forms.CharField(
        label=_("A word for the minutes"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
