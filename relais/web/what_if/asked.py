"""What is supposed, and of which leads: read from the address, and written into one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from relais.roi.queries import Supposed, versions_of
from relais.web.fields import pick
from relais.web.filters import short_day
from relais.web.http import PersonRequest
from relais.web.proof.asked import Asked, asked_by


def _percent(label: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label, required=False, min_value=0, max_value=100, decimal_places=1
    )


class SupposedForm(forms.Form):
    """Rates and a least score, in percent; what is left empty stays as it is."""

    take_up = _percent(_("Leads taken up, in %"))
    honour = _percent(_("Appointments honoured, in %"))
    minimum = forms.IntegerField(
        label=_("Least score to be passed on, in %"), required=False, min_value=1, max_value=100
    )

    def __init__(self, data: Any, *, versions: list[tuple[str, str]]) -> None:
        super().__init__(data)
        if versions or data.get("definition"):
            field = pick(_("Version of the definition"), versions, required=False)
            field.error_messages["invalid_choice"] = _("Choose its campaign first.")
            self.fields["definition"] = field

    @property
    def supposed(self) -> Supposed:
        """Give what is supposed; nothing, where it cannot be read."""
        return Supposed(**self.cleaned_data) if self.is_valid() else Supposed()


@dataclass(frozen=True)
class Question:
    """Of which leads somebody asks, and what he supposes."""

    asked: Asked
    form: SupposedForm

    @property
    def supposed(self) -> Supposed:
        """Give what is supposed."""
        return self.form.supposed

    @property
    def version(self) -> str:
        """Name the version of the definition that is supposed."""
        field: Any = self.form.fields.get("definition")
        names: dict[str, str] = {str(key): words for key, words in field.choices} if field else {}
        return names.get(str(self.supposed.definition), "")

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Give the fields that ask the same again."""
        told: Mapping[str, Any] = self.form.cleaned_data if self.form.is_valid() else {}
        own = [(name, str(value)) for name, value in told.items() if value is not None]
        return [*own, *self.asked.fields]

    @property
    def address(self) -> str:
        """Give the address that asks the same again."""
        return f"{reverse('what_if:index')}?{urlencode(self.fields)}"

    def leads(self, case: str, *, part: str = "", signed: bool = False) -> str:
        """Give the address of the leads behind a count."""
        about = [("case", case), *([("part", part)] if part else [])]
        won = [("signed", "1")] if signed else []
        return f"{reverse('what_if:leads')}?{urlencode([*about, *won, *self.fields])}"


def question_of(request: PersonRequest) -> Question:
    """Read what a page asks.

    :raises NotVisible: for a unit, center or person of whom the reader may not ask.
    """
    asked = asked_by(request.access, request.GET, by=request.by, at=request.at)
    versions = [
        (
            str(one.id),
            _("Version %(version)s of %(day)s")
            % {"version": one.version, "day": short_day(one.published_at.date())},
        )
        for one in versions_of(asked.scope)
    ]
    return Question(asked, SupposedForm(request.GET, versions=versions))
