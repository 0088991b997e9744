"""Which figures a person asks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.measures.queries import By
from relais.web import words
from relais.web.fields import Choices, DayField, pick
from relais.web.reports.words import BY


class PeriodForm(forms.Form):
    """From a day to a day, both included."""

    since = DayField(label=_("From"), required=False)
    until = DayField(label=_("Until"), required=False)


class FunnelForm(PeriodForm):
    """Leads opened in a period, and by what they are grouped."""

    by = forms.TypedChoiceField(label=_("By"), required=False, coerce=By, empty_value=None)

    def __init__(self, *args: Any, by: set[By], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [pair for pair in words.choices(BY) if pair[0] in by]
        self.fields["by"].choices = [("", _("All together")), *offered]  # type: ignore[attr-defined]


class DiagnosisForm(PeriodForm):
    """Appointments of a period, of a unit, of a campaign, of the leads of a call center."""

    def __init__(
        self, *args: Any, units: Choices, campaigns: Choices, centers: Choices, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit_id"] = pick(_("Unit"), units, required=False)
        self.fields["campaign_id"] = pick(_("Campaign"), campaigns, required=False)
        self.fields["call_center_id"] = pick(_("Call center"), centers, required=False)
        self.order_fields(["unit_id", "campaign_id", "call_center_id"])


class MoneyForm(forms.Form):
    """Of which campaign."""

    def __init__(self, *args: Any, campaigns: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign"] = pick(_("Campaign"), campaigns)
