"""Of whom a proof is asked, and of whom a person may ask: his own leads, his unit, his center."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from relais.lib.errors import NotVisible
from relais.people.queries import Access, Actor, Role
from relais.privacy.actions import note_reading
from relais.roi.queries import Narrowing, Scope, allowed_of, offered_to
from relais.web.fields import Choices, DayField, pick

FIELDS: Final = ("campaign", "center", "unit", "finder", "since", "until")


class ProofForm(forms.Form):
    """Leads of a campaign, call center, unit or telemarketer, opened in a period."""

    since = DayField(label=gettext_lazy("Opened from"), required=False)
    until = DayField(label=gettext_lazy("Until"), required=False)

    def __init__(self, data: Any, *, offered: Mapping[str, Choices], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        labels = {
            "campaign": gettext_lazy("Campaign"),
            "center": gettext_lazy("Call center"),
            "unit": gettext_lazy("Region or team"),
            "finder": gettext_lazy("Telemarketer"),
        }
        for name, choices in offered.items():
            self.fields[name] = pick(labels[name], choices, required=False)
        self.order_fields(["campaign", "center", "unit", "finder", "since", "until"])


@dataclass(frozen=True)
class Asked:
    """The scope of a proof, whom it is about in words, and the fields that ask for it again.

    `own`: the reader may open each lead that is counted; a rep sees his unit's figures alone.
    `uncosted`: names of the campaigns left out, since no cost of theirs is written down.
    """

    scope: Scope
    form: ProofForm
    words: list[str]
    fields: list[tuple[str, str]]
    own: bool
    money: bool
    others: int
    uncosted: list[str]

    @property
    def query(self) -> str:
        """Give what asks for the same in an address."""
        return urlencode(self.fields)


def asked_by(access: Access, data: Any, *, by: Actor, at: Any) -> Asked:
    """Read of whom a proof is asked; what cannot be read, or is not offered, is not found.

    :raises NotVisible: for a unit, center or person of whom the reader may not ask.
    """
    offered = offered_to(access, at=at)
    form = ProofForm(data, offered=offered)
    hidden = any(data.get(name) for name in FIELDS if name not in form.fields)
    if hidden or not form.is_valid():
        raise NotVisible
    told = {name: form.cleaned_data.get(name) for name in FIELDS}
    allowed = allowed_of(access, Narrowing(**told), at=at)
    if told["finder"]:
        note_reading("proof", of=[told["finder"]], by=by, at=at)
    names = [dict(offered[name])[str(told[name])] for name in offered if told[name]]
    alone = access.has(Role.REP) and not access.has(Role.MANAGER, Role.DIRECTOR)
    whose = allowed.unit or (_("Your own leads") if alone else "")
    return Asked(
        allowed.scope,
        ProofForm(None, offered=offered, initial=told),
        [*names, *([whose] if whose else [])],
        [(name, str(value)) for name, value in told.items() if value],
        own=allowed.own,
        money=allowed.money,
        others=allowed.others,
        uncosted=[one.name for one in allowed.uncosted],
    )


def address_of(base: str, case: str, asked: Asked) -> str:
    """Give the address of the leads behind a figure."""
    return f"{base}?{urlencode([('case', case), *asked.fields])}"
