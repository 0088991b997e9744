"""Fields that the forms of several rooms share."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from relais.web.tables import LARGEST, LONGEST

Choices = Iterable[tuple[str, str]]

NO_CHOICE = ("", "–")
LOCAL = "%Y-%m-%dT%H:%M"  # what a browser sends for a date and a time


class DayField(forms.DateField):
    """A day, with the browser's own calendar."""

    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class MomentField(forms.DateTimeField):
    """A day and a time, in the reader's zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=LOCAL)


class ListField(forms.CharField):
    """Words between commas, as a list."""

    def to_python(self, value: Any) -> Any:
        """Read the words; what stands twice stands once."""
        words = (word.strip() for word in str(value or "").replace(";", ",").split(","))
        return list(dict.fromkeys(word for word in words if word))

    def prepare_value(self, value: Any) -> Any:
        """Write the words as they are typed."""
        return ", ".join(value) if isinstance(value, list | tuple) else value


def pick(label: Any, choices: Choices, *, required: bool = True) -> forms.TypedChoiceField:
    """Make a field that picks a row by its id; None where nothing is picked."""
    return forms.TypedChoiceField(
        label=label,
        choices=[NO_CHOICE, *choices],
        coerce=UUID,
        empty_value=None,
        required=required,
    )


class SentForm(forms.Form):
    """A table that is sent."""

    file = forms.FileField(label=_("File, CSV or XLSX"))

    def clean_file(self) -> Any:
        """Refuse a file beyond what a page reads at once."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("This file is larger than 5 MB: split it."))
        return file


class TableForm(forms.Form):
    """The rows that a preview read, handed on to be brought in."""

    rows = forms.CharField(max_length=LONGEST, strip=False, widget=forms.HiddenInput)
