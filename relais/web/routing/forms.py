"""What a person is asked about routing."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.web.fields import NO_CHOICE, Choices, DayField, ListField, pick


class AssignForm(forms.Form):
    """To which rep, and why."""

    words = forms.CharField(
        label=_("In a few words"), required=False, max_length=20_000, widget=forms.Textarea
    )

    def __init__(self, *args: Any, reps: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rep_id"] = pick(_("Rep"), reps)
        self.order_fields(["rep_id"])


class CompanyForm(forms.Form):
    """A company, as the rules look at it."""

    country = forms.CharField(label=_("Country"), max_length=2, initial="FR", required=False)
    postcode = forms.CharField(label=_("Postcode"), max_length=20, required=False)
    activity = forms.CharField(label=_("Activity code"), max_length=20, required=False)
    size = forms.IntegerField(label=_("Employees"), min_value=0, required=False)
    product = forms.CharField(label=_("Product"), max_length=60, required=False)


class RuleForm(forms.Form):
    """A rule to add at the end; what is left out lets everything pass."""

    name = forms.CharField(label=_("Name"), max_length=200, required=False)
    target = forms.ChoiceField(label=_("To which unit or rep"))
    country = forms.CharField(label=_("Country, as FR"), max_length=2, required=False)
    areas = ListField(label=_("Postcodes or departments, between commas"), required=False)
    activities = ListField(label=_("Activity codes, between commas"), required=False)
    products = ListField(label=_("Products, between commas"), required=False)
    size_min = forms.IntegerField(label=_("Employees, at least"), min_value=0, required=False)
    size_max = forms.IntegerField(label=_("Employees, at most"), min_value=0, required=False)
    valid_from = DayField(label=_("From"), required=False)
    valid_until = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, units: Choices, reps: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].choices = [  # type: ignore[attr-defined]
            NO_CHOICE,
            (_("Units"), [(f"unit:{row_id}", name) for row_id, name in units]),
            (_("Reps"), [(f"person:{row_id}", name) for row_id, name in reps]),
        ]

    def rule(self) -> dict[str, Any]:
        """Give the rule as it is added."""
        said = dict(self.cleaned_data)
        kind, _colon, row_id = said.pop("target").partition(":")
        lists = {name: tuple(said[name]) for name in ("areas", "activities", "products")}
        return {**said, **lists, f"{kind}_id": UUID(row_id), "country": said["country"].upper()}
