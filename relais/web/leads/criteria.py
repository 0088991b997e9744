"""What a target wants beside what is known of a lead, criterion by criterion."""

from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from relais.campaigns.queries import questions_of
from relais.leads.queries import Lead, unanswered
from relais.web.campaigns.words import criterion
from relais.web.filters import number
from relais.web.leads.forms import HORIZON


class Compared(NamedTuple):
    """A criterion in words, what the lead answers to it, and whether that meets it."""

    wanted: str
    known: str
    met: str
    required: bool


def compared(lead: Lead, score: Any, sheet: Any) -> list[Compared]:
    """Put each criterion of the version that a lead is held against beside what is known of it."""
    criteria = lead.definition.criteria if lead.definition else []
    answers = sheet.answers if sheet else {}
    return [
        Compared(
            criterion(one), _known(one, lead, answers), result.met.value, result.criterion.required
        )
        for one, result in zip(criteria, score.results, strict=True)
    ]


def questions_left(lead: Lead, sheet: Any) -> list[tuple[str, str]]:
    """Give what the target cannot do without and nobody has answered: its name, its words."""
    questions = dict(questions_of(lead.definition))
    names = unanswered(lead.definition, sheet=sheet)
    return [(name, questions.get(name) or str(HORIZON)) for name in names]


def _known(one: Any, lead: Lead, answers: Any) -> str:
    company, kind = lead.account, one["kind"]
    if kind == "horizon":
        return _months(answers.get("horizon_months"))
    if kind == "free":
        return {True: _("Yes"), False: _("No")}.get(answers.get(one["code"]), "")
    if kind == "area":
        return " ".join(filter(None, (company.postcode, company.city, company.country)))
    if kind == "size":
        return "" if company.size is None else number(None, company.size)
    return str(lead.contact.function if kind == "function" else company.activity_code)


def _months(told: Any) -> str:
    if not isinstance(told, int):
        return ""
    return ngettext("%(n)s month", "%(n)s months", told) % {"n": told}
