"""What a person is asked about a campaign."""

from typing import Any

from django import forms
from django.core.validators import RegexValidator
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from relais.campaigns.queries import LARGEST_FILE, CostKind, ReasonKind, SheetField, Spread
from relais.web import words
from relais.web.campaigns.words import CLOCKS, COSTS, CRITERIA, MEASURES, REASONS, SPREADS
from relais.web.fields import NO_CHOICE, Choices, DayField, ListField, pick

A_SPAN = RegexValidator(
    r"^(\d{1,4}d|(?=\d)(\d{1,4}h)?(\d{1,5}m)?)$", _("Write 30m, 4h, 1h30m or 2d.")
)
A_CURRENCY = RegexValidator(r"^[A-Z]{3}$", _("Three capital letters, as EUR."))
ROWS = 8  # criteria that the form of a target offers


class TermsForm(forms.Form):
    """What can be said of a campaign when it is made, or changed later."""

    name = forms.CharField(label=_("Name"), max_length=400)
    starts_on = DayField(label=_("From"))
    ends_on = DayField(label=_("Until"), required=False)
    product = forms.CharField(label=_("Product"), max_length=60, required=False)
    brief = forms.CharField(
        label=_("Brief for the telemarketers"), max_length=20_000, required=False,
        widget=forms.Textarea,
    )  # fmt: skip
    relay_required = forms.BooleanField(
        label=_("A relay reviews each lead before it is transmitted"), required=False
    )
    sheet_required = forms.MultipleChoiceField(
        label=_("What the hand-over sheet must say"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    currency = forms.CharField(label=_("Currency"), max_length=3, validators=[A_CURRENCY])
    spread = forms.ChoiceField(
        label=_("How what is paid whatever happens is spread over leads"), required=False
    )
    cool_off_days = forms.IntegerField(
        label=_("Days of rest before a lead is recovered"), min_value=0, max_value=3_650
    )
    slot_minutes = forms.IntegerField(
        label=_("Length of an appointment, in minutes"), min_value=5, max_value=600
    )
    buffer_minutes = forms.IntegerField(
        label=_("Way to a visit and back, in minutes each"), min_value=0, max_value=600
    )
    attempt_cap = forms.IntegerField(
        label=_("Calls in vain after which a prospect is left in peace"), min_value=1, max_value=99
    )

    def __init__(self, *args: Any, owners: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner_id"] = pick(_("Who answers for it"), owners)
        self.fields["sheet_required"].choices = words.choices(words.SHEET)  # type: ignore[attr-defined]
        self.fields["spread"].choices = words.choices(SPREADS)  # type: ignore[attr-defined]
        for name, label in words.choices(CLOCKS):
            self.fields[name] = forms.CharField(label=label, max_length=10, validators=[A_SPAN])
        self.order_fields(["name", "owner_id", *TermsForm.base_fields])

    def terms(self) -> dict[str, Any]:
        """Give what was said, as `Terms` takes it."""
        said = dict(self.cleaned_data)
        said["clocks"] = {name: said.pop(name) for name in CLOCKS}
        said["spread"] = Spread(said["spread"] or Spread.VALIDATED)
        said["sheet_required"] = tuple(SheetField(name) for name in said["sheet_required"])
        return said


class CriterionForm(forms.Form):
    """One thing that is wanted of a lead; a row without a kind is left out."""

    kind = forms.ChoiceField(label=_("What is looked at"), required=False)
    values = ListField(label=_("Words, codes or areas, between commas"), required=False)
    countries = ListField(label=_("Countries"), required=False)
    least = forms.IntegerField(label=_("At least"), required=False, min_value=0)
    most = forms.IntegerField(label=_("At most"), required=False, min_value=0)
    question = forms.CharField(label=_("Question, answered by yes"), required=False, max_length=400)
    weight = forms.IntegerField(label=_("Points"), min_value=0, max_value=100, initial=1)
    required = forms.BooleanField(label=_("Indispensable"), required=False)
    code = forms.CharField(required=False, widget=forms.HiddenInput)
    was = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [NO_CHOICE, *words.choices(CRITERIA)]
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]

    def criterion(self) -> dict[str, Any] | None:
        """Give the criterion as it is published, with its code if it has one; None: left out."""
        said = self.cleaned_data
        if not said.get("kind"):
            return None
        known = said["code"] if said["was"] == said["kind"] else ""
        filled = {name: said[name] for name in ("values", "countries", "question") if said[name]}
        limits = {"min": said["least"], "max": said["most"]}
        filled |= {name: limit for name, limit in limits.items() if limit is not None}
        common = {"kind": said["kind"], "weight": said["weight"], "required": said["required"]}
        return {**common, **filled, "code": known}


class ObjectiveForm(forms.Form):
    """What a campaign wants."""

    measure = forms.ChoiceField(label=_("Of what"))
    target = forms.IntegerField(label=_("How many"), min_value=1, max_value=1_000_000)
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"), required=False)
    words = forms.CharField(label=_("In a few words"), max_length=400, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["measure"].choices = words.choices(MEASURES)  # type: ignore[attr-defined]


class CostForm(forms.Form):
    """What a campaign pays, from a day on."""

    kind = forms.TypedChoiceField(label=_("How it is paid"), coerce=CostKind)
    amount = forms.DecimalField(label=_("Amount"), min_value=0, decimal_places=2, max_digits=14)
    currency = forms.CharField(
        label=_("Currency, if it is not the campaign’s"), max_length=3, required=False,
        validators=[A_CURRENCY],
    )  # fmt: skip
    hours = forms.DecimalField(
        label=_("Hours, if paid by the hour"), required=False, min_value=0, decimal_places=2,
        max_digits=10,
    )  # fmt: skip
    minutes = forms.IntegerField(
        label=_("Minutes of a visit, the way included, for the reps’ time"), required=False,
        min_value=1, max_value=1_440,
    )  # fmt: skip
    since = DayField(label=_("From"))
    until = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, centers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words.choices(COSTS)  # type: ignore[attr-defined]
        self.fields["call_center_id"] = pick(_("To which call center"), centers, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the minutes of a visit where reps' time is paid."""
        said = super().clean() or self.cleaned_data
        if said.get("kind") is CostKind.REP_TIME and not said.get("minutes"):
            self.add_error("minutes", _("Say how many minutes a visit takes."))
        return said


class ReasonForm(forms.Form):
    """A reason that can be chosen, in both languages."""

    kind = forms.TypedChoiceField(label=_("Reason for"), coerce=ReasonKind)
    label_fr = forms.CharField(label=_("In French"), max_length=200)
    label_en = forms.CharField(label=_("In English"), max_length=200)
    shared = forms.BooleanField(label=_("For all campaigns"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words.choices(REASONS)  # type: ignore[attr-defined]

    def code(self) -> str:
        """Give the code under which the reason is counted."""
        return slugify(self.cleaned_data["label_en"])[:40] or "reason"


class EngagementForm(forms.Form):
    """Which call center works for a campaign, and when."""

    since = DayField(label=_("From"))
    until = DayField(label=_("Until"), required=False)

    def __init__(self, *args: Any, centers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["call_center_id"] = pick(_("Call center"), centers)
        self.order_fields(["call_center_id"])


class RatesForm(forms.Form):
    """A file of exchange rates."""

    file = forms.FileField(label=_("File of the European Central Bank, XML or CSV"))

    def clean_file(self) -> Any:
        """Refuse a file that is larger than all rates there ever were."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_FILE:
            raise forms.ValidationError(_("This file is larger than 5 MB: it is none of rates."))
        return file
