"""The form of a target: several rows, one a criterion."""

from collections.abc import Mapping
from typing import Any

from django import forms

from relais.web.campaigns.forms import ROWS, CriterionForm


def target_form(definition: Any, data: Any = None) -> Any:
    """Make the form of a target: the criteria in force, and empty rows for more."""
    criteria = definition.criteria if definition else []
    filled = [_initial(one) for one in criteria]
    empty = max(ROWS - len(filled), 2)
    make = forms.formset_factory(CriterionForm, extra=empty)
    return make(data, initial=filled, prefix="row")


def criteria_of(rows: Any) -> list[dict[str, Any]]:
    """Give the criteria of a valid form; one that is new gets a code of its own."""
    criteria = [found for form in rows.forms if (found := form.criterion())]
    taken = {one["code"] for one in criteria}
    for one in criteria:
        if not one["code"]:
            one["code"] = _code(one["kind"], taken)
            taken.add(one["code"])
    return criteria


def _initial(one: Mapping[str, Any]) -> dict[str, Any]:
    return {**one, "least": one.get("min"), "most": one.get("max"), "was": one["kind"]}


def _code(kind: str, taken: set[str]) -> str:
    """Give a code that no other criterion has: "area", "area-2" ..."""
    names = [kind, *(f"{kind}-{number}" for number in range(2, 100))]
    return next(name for name in names if name not in taken)
