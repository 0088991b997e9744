"""What a person is asked with each deed on a lead."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.campaigns.queries import ReasonKind, reasons_for
from relais.leads.queries import State
from relais.web import words

ASKED = {"aria-required": "true"}  # before it is submitted, not each time it is saved
HORIZON = _("Purchase within how many months")
BOX = forms.Textarea(attrs={"rows": 3})


class LeadFilter(forms.Form):
    """Which leads of the list."""

    q = forms.CharField(label=_("Company, contact, number"), required=False, max_length=200)
    state = forms.ChoiceField(label=_("State"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hidden = (State.NEW, State.VOIDED)
        states = [(s.value, words.state_apart(s.value)) for s in State if s not in hidden]
        self.fields["state"].choices = [("", _("All")), *states]  # type: ignore[attr-defined]


class WordsForm(forms.Form):
    """Words that go with a deed."""

    words = forms.CharField(
        label=_("In a few words"), required=False, max_length=20_000, widget=BOX
    )


class SaidForm(forms.Form):
    """A word for the thread."""

    text = forms.CharField(label=_("Message"), max_length=20_000, widget=BOX)


class ReasonForm(WordsForm):
    """A counted reason, and words."""

    reason_id = forms.UUIDField(label=_("Reason"))
    field_order = ["reason_id", "words"]

    def __init__(
        self, *args: Any, kind: ReasonKind, organization_id: UUID, campaign_id: UUID, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        found = reasons_for(kind, organization_id=organization_id, campaign_id=campaign_id)
        choices = [(str(row.id), words.reason(row)) for row in found]
        self.fields["reason_id"].widget = forms.Select(choices=[("", "–"), *choices])


class ContestForm(ReasonForm):
    """Why, on what it rests, and words for the judge."""

    evidence = forms.MultipleChoiceField(
        label=_("What it rests on"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["reason_id", "evidence", "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].required = True
        self.fields["evidence"].choices = words.choices(words.EVIDENCE)  # type: ignore[attr-defined]


class ReturnForm(ReasonForm):
    """What is missing, why, and words for the telemarketer."""

    missing = forms.MultipleChoiceField(
        label=_("What is missing"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["missing", "reason_id", "words"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["missing"].choices = words.choices(words.SHEET)  # type: ignore[attr-defined]


class ApproachForm(forms.Form):
    """With what the approach started."""

    means = forms.ChoiceField(label=_("What you did"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        table = {code: text for code, text in words.APPROACHES.items() if code != "appointment"}
        self.fields["means"].choices = words.choices(table)  # type: ignore[attr-defined]


class WinForm(forms.Form):
    """For how much it was signed, and when."""

    amount = forms.DecimalField(label=_("Amount"), min_value=0, decimal_places=2, max_digits=14)
    margin = forms.DecimalField(label=_("Margin"), required=False, decimal_places=2, max_digits=14)
    signed_on = forms.DateField(
        label=_("Signed on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class PersonForm(WordsForm):
    """To whom, and why."""

    rep_id = forms.UUIDField(label=_("Rep"))
    field_order = ["rep_id", "words"]

    def __init__(self, *args: Any, persons: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rep_id"].widget = forms.Select(choices=[("", "–"), *persons])


class CampaignForm(forms.Form):
    """Into which campaign."""

    campaign_id = forms.UUIDField(label=_("Campaign"))

    def __init__(self, *args: Any, campaigns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign_id"].widget = forms.Select(choices=[("", "–"), *campaigns])


class YesOrNo(forms.Select):
    """An answer that was given is drawn as it was given; none was, until one is chosen."""

    def __init__(self) -> None:
        super().__init__(choices=[("", "–"), ("true", _("Yes")), ("false", _("No"))])

    def format_value(self, value: Any) -> Any:
        """Give the choice of what is kept, or was sent, as the page names it."""
        return super().format_value({True: "true", False: "false"}.get(value, value))


class SheetForm(forms.Form):
    """The hand-over sheet, and the answers to the campaign's criteria."""

    def __init__(
        self,
        *args: Any,
        required: list[str],
        questions: list[tuple[str, str]],
        indispensable: list[str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, text in words.choices(words.SHEET):
            asked = _("%(field)s (asked by the campaign)") % {"field": text}
            self.fields[name] = forms.CharField(
                label=asked if name in required else text,
                required=False,
                max_length=20_000,
                widget=forms.Textarea(attrs={"rows": 3, **(ASKED if name in required else {})}),
            )
        self.fields["horizon_months"] = forms.IntegerField(
            label=HORIZON, required=False, min_value=0, max_value=120
        )
        for code, question in questions:
            self.fields[f"answer_{code}"] = forms.NullBooleanField(
                label=question, required=False, widget=YesOrNo()
            )
        for name, field in self.fields.items():
            if name.removeprefix("answer_") in indispensable:
                field.label = _("%(field)s (indispensable to the target)") % {"field": field.label}
                field.widget.attrs |= ASKED

    def answers(self) -> dict[str, bool | int]:
        """Give what was answered; a question left open is not in it."""
        found: dict[str, bool | int] = {
            name.removeprefix("answer_"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("answer_") and value is not None
        }
        if self.cleaned_data["horizon_months"] is not None:
            found["horizon_months"] = self.cleaned_data["horizon_months"]
        return found
