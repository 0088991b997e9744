"""What a person is asked about people and about the organization."""

import re
from collections.abc import Iterable
from datetime import time
from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from relais.people.queries import Role
from relais.web import words
from relais.web.fields import Choices, DayField, MomentField, pick
from relais.web.people.words import CENTERS, UNITS, WEEKDAYS

A_COUNTRY = RegexValidator(r"^[A-Za-z]{2}$", _("Two letters, as FR."))
A_STRETCH = re.compile(r"(\d{1,2})[:hH](\d{2})?\s*[-–]\s*(\d{1,2})[:hH](\d{2})?")


SIGN_IN = (("", _("All")), ("none", _("Cannot sign in")), ("no_address", _("Without an e-mail")))


class PersonFilter(forms.Form):
    """Which persons of the list."""

    q = forms.CharField(label=_("Name"), required=False, max_length=200)
    role = forms.ChoiceField(label=_("Role"), required=False)
    sign_in = forms.ChoiceField(label=_("Sign-in"), required=False, choices=SIGN_IN)
    gone = forms.BooleanField(label=_("Leavers too"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = [("", _("All")), *words.choices(words.ROLES)]  # type: ignore[attr-defined]


class ReadersFilter(PersonFilter):
    """Which persons of the list, for who does not give sign-ins."""

    sign_in = None  # type: ignore[assignment]  # as Django takes a field away


class CountryField(forms.CharField):
    """A country, by its two letters."""

    default_validators = [A_COUNTRY]

    def clean(self, value: Any) -> str:
        """Give the letters in capitals."""
        return str(super().clean(value)).upper()


class ZoneField(forms.CharField):
    """A time zone, as Europe/Paris."""

    def clean(self, value: Any) -> str:
        """Take a zone of the IANA list only."""
        zone = str(super().clean(value))
        if zone and zone not in available_timezones():
            raise forms.ValidationError(_("This is not a time zone: write one as Europe/Paris."))
        return zone


class WhoForm(forms.Form):
    """Who somebody is, how he is reached by mail, where he works."""

    first_name = forms.CharField(label=_("First name"), max_length=200, required=False)
    last_name = forms.CharField(label=_("Last name"), max_length=200)
    email = forms.EmailField(label=_("E-mail"), required=False)
    country = CountryField(label=_("Country, for holidays"), max_length=2, initial="FR")
    subdivision = forms.CharField(
        label=_("Part of the country with holidays of its own"), max_length=10, required=False
    )
    timezone = ZoneField(label=_("Time zone"), max_length=64, initial="Europe/Paris")
    joined_on = DayField(label=_("Here since"), required=False)


class PersonForm(WhoForm):
    """Somebody to add."""

    language = forms.ChoiceField(
        label=_("Language"), choices=[("fr", "Français"), ("en", "English")]
    )
    field_order = ["first_name", "last_name", "email", "language"]


class DetailsForm(WhoForm):
    """The details of a person, to be changed."""

    phone = forms.CharField(label=_("Phone"), max_length=60, required=False)
    field_order = ["first_name", "last_name", "email", "phone"]


class RoleForm(forms.Form):
    """A role to give, in a unit or a call center."""

    role = forms.TypedChoiceField(label=_("Role"), coerce=Role)
    since = DayField(label=_("From"))
    weight = forms.IntegerField(
        label=_("Part in the rotation, for a rep"), min_value=0, max_value=1_000, initial=1
    )
    capacity = forms.IntegerField(
        label=_("Most open leads, for a rep"), min_value=0, max_value=10_000, required=False
    )

    def __init__(self, *args: Any, units: Choices, centers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = words.choices(words.ROLES)  # type: ignore[attr-defined]
        self.fields["unit_id"] = pick(_("In which unit"), units, required=False)
        self.fields["call_center_id"] = pick(_("In which call center"), centers, required=False)
        self.order_fields(["role", "unit_id", "call_center_id"])


class ShareForm(forms.Form):
    """A rep's part in the rotation, and how many open leads he has at most."""

    weight = forms.IntegerField(label=_("Part in the rotation"), min_value=0, max_value=1_000)
    capacity = forms.IntegerField(
        label=_("Most open leads"),
        min_value=0,
        max_value=10_000,
        required=False,
        help_text=_("Empty: any number."),
    )


class OnForm(forms.Form):
    """On which day."""

    on = DayField(label=_("Last day"))


class LoginForm(forms.Form):
    """With what somebody signs in; the password is chosen by himself."""

    email = forms.EmailField(label=_("E-mail"))


class AbsenceForm(forms.Form):
    """From when to when somebody is away; why is nobody's business."""

    starts_at = MomentField(label=_("Away from, in your zone"))
    ends_at = MomentField(label=_("Back at"))


class NameForm(forms.Form):
    """What something is called."""

    name = forms.CharField(label=_("Name"), max_length=400)


class UnitForm(forms.Form):
    """A unit to add below another; what is left out is as in the one above."""

    name = forms.CharField(label=_("Name"), max_length=400)
    kind = forms.ChoiceField(label=_("Kind"))
    country = CountryField(label=_("Country"), max_length=2, required=False)
    subdivision = forms.CharField(
        label=_("Part of the country with holidays of its own"), max_length=10, required=False
    )
    timezone = ZoneField(label=_("Time zone"), max_length=64, required=False)

    def __init__(self, *args: Any, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words.choices(UNITS)  # type: ignore[attr-defined]
        self.fields["parent_id"] = pick(_("Below which unit"), units)
        self.order_fields(["name", "kind", "parent_id"])


class MandateForm(forms.Form):
    """Between which days a call center works for the organization."""

    mandate_since = DayField(label=_("Mandate from"), required=False)
    mandate_until = DayField(label=_("Mandate until"), required=False)


class CenterForm(MandateForm):
    """A call center to add."""

    name = forms.CharField(label=_("Name"), max_length=400)
    kind = forms.ChoiceField(label=_("Kind"))
    field_order = ["name", "kind"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = words.choices(CENTERS)  # type: ignore[attr-defined]


class WeekForm(forms.Form):
    """A working week in local time: the stretches of each day, between commas."""

    def __init__(self, *args: Any, periods: Iterable[Any] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        told: dict[str, list[str]] = {}
        for one in periods:
            told.setdefault(f"{one.weekday}", []).append(f"{one.starts:%H:%M}-{one.ends:%H:%M}")
        for day, name in words.choices(WEEKDAYS):
            initial = ", ".join(told.get(day, []))
            self.fields[day] = HoursField(label=name, required=False, initial=initial)

    def hours(self) -> list[tuple[int, time, time]]:
        """Give the week as it is set."""
        return [
            (int(day), starts, ends) for day in WEEKDAYS for starts, ends in self.cleaned_data[day]
        ]


class CountryWeekForm(WeekForm):
    """The working week of a country."""

    country = CountryField(label=_("Country"), max_length=2)


class HoursField(forms.CharField):
    """Stretches of a day: 9:00-12:30, 13:30-18:00."""

    def clean(self, value: Any) -> Any:
        """Read each stretch as two times."""
        parts = [part.strip() for part in str(value or "").split(",") if part.strip()]
        try:
            return [_stretch(part) for part in parts]
        except ValueError as error:
            raise forms.ValidationError(_("Write hours as 9:00-12:30, 13:30-18:00.")) from error


class ClosingForm(forms.Form):
    """A day on which nobody works in a country, beside public holidays."""

    country = CountryField(label=_("Country"), max_length=2, initial="FR")
    day = DayField(label=_("Day"))
    name = forms.CharField(label=_("Name"), max_length=120, required=False)


class ChecklistForm(forms.Form):
    """What the law asks before individual figures may be shown."""

    works_council_on = DayField(label=_("Works council consulted on"))
    notice = forms.CharField(label=_("Version of the notice given to the staff"), max_length=80)
    impact_assessment = forms.CharField(
        label=_("Reference of the impact assessment"), max_length=80
    )


def _stretch(text: str) -> tuple[time, time]:
    """Read "9:00-12:30", or "9h-12h30".

    :raises ValueError: for anything else.
    """
    found = A_STRETCH.fullmatch(text)
    if not found:
        raise ValueError(text)
    hour, minute, last, rest = (int(part or 0) for part in found.groups())
    return time(hour, minute), time(last, rest)
