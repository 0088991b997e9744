"""What a person is asked about companies, the people there, and who answers for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

NO_CHOICE = ("", "–")


class AccountFilter(forms.Form):
    """Which accounts of the list."""

    q = forms.CharField(label=_("Company, SIREN, phone"), required=False, max_length=200)


class AccountForm(forms.Form):
    """What is known of a company."""

    name = forms.CharField(label=_("Company"), max_length=400)
    siren = forms.CharField(label=_("SIREN"), required=False, max_length=20)
    siret = forms.CharField(label=_("SIRET"), required=False, max_length=30)
    vat = forms.CharField(label=_("VAT number"), required=False, max_length=30)
    website = forms.CharField(label=_("Website"), required=False, max_length=253)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=60)
    street = forms.CharField(label=_("Street"), required=False, max_length=400)
    postcode = forms.CharField(label=_("Postcode"), required=False, max_length=16)
    city = forms.CharField(label=_("City"), required=False, max_length=200)
    country = forms.RegexField(
        label=_("Country, in two letters"), regex="^[A-Za-z]{2}$", initial="FR"
    )
    activity_code = forms.CharField(label=_("Activity code"), required=False, max_length=10)
    sector = forms.CharField(label=_("Sector"), required=False, max_length=200)
    size = forms.IntegerField(
        label=_("Employees"), required=False, min_value=0, max_value=2_000_000_000
    )

    def clean_country(self) -> str:
        """Give the country in capitals."""
        return str(self.cleaned_data["country"]).upper()


class ContactForm(forms.Form):
    """What is known of a person at a company."""

    last_name = forms.CharField(label=_("Last name"), max_length=200)
    first_name = forms.CharField(label=_("First name"), required=False, max_length=200)
    function = forms.CharField(label=_("Function"), required=False, max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False)
    phone = forms.CharField(label=_("Phone"), required=False, max_length=60)
    timezone = forms.CharField(
        label=_("Time zone"),
        required=False,
        max_length=64,
        help_text=_("Only where it is not that of the company’s place: Europe/Paris."),
    )


class OwnerForm(forms.Form):
    """Who answers for an account."""

    rep_id = forms.ChoiceField(label=_("Rep"))

    def __init__(self, *args: Any, reps: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rep_id"].choices = [NO_CHOICE, *reps]  # type: ignore[attr-defined]


class TransferForm(forms.Form):
    """From whom to whom all accounts go."""

    from_rep_id = forms.ChoiceField(label=_("From whom"))
    to_rep_id = forms.ChoiceField(label=_("To whom"))

    def __init__(
        self,
        *args: Any,
        owners: list[tuple[str, str]],
        reps: list[tuple[str, str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["from_rep_id"].choices = [NO_CHOICE, *owners]  # type: ignore[attr-defined]
        self.fields["to_rep_id"].choices = [NO_CHOICE, *reps]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Refuse to hand accounts from somebody to himself."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("from_rep_id") and data.get("from_rep_id") == data.get("to_rep_id"):
            self.add_error("to_rep_id", _("Choose somebody else."))
        return data
