"""The workbook of a proof, in the words of its reader."""

from importlib import import_module
from typing import Final

from django.http import HttpResponse
from django.utils.translation import gettext as _

from relais.privacy.actions import disclose
from relais.privacy.queries import DisclosureKind
from relais.roi.queries import Told
from relais.web.http import PersonRequest, page
from relais.web.navigation import SEES_LEADS
from relais.web.proof import words
from relais.web.proof.asked import Asked
from relais.web.proof.views import dated, with_money
from relais.web.reports.few import of_enough

MOST: Final = 5_000  # leads that a page may write at once; beyond, the figures alone
KIND: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@page(*SEES_LEADS)
@of_enough
def workbook(request: PersonRequest) -> HttpResponse:
    """Give a proof as a workbook whose sums and rates are formulas."""
    return with_money(request, lambda asked, told: _written(request, asked, told))


def _written(request: PersonRequest, asked: Asked, told: Told) -> HttpResponse:
    proof = told.proven.proof
    leads = None
    if asked.own and proof.steps[0].count <= MOST:
        rows = told.leads("opened").order_by("-opened_at", "-id")
        leads = told.charged(list(rows.values_list("id", flat=True)))
    adapters = import_module("relais.roi.adapters")
    made = adapters.workbook_of(proof, adapters.Words(about=dated(told, asked), **_words()), leads)
    if leads:
        disclose(DisclosureKind.LIST_EXPORT, by=request.by, at=request.at, what="proof")
    answer = HttpResponse(made, content_type=KIND)
    answer["Content-Disposition"] = 'attachment; filename="proof.xlsx"'
    return answer


def _words() -> dict[str, object]:
    return {
        "quantities": _("Quantities"),
        "money": _("Money"),
        "leads": _("Leads"),
        "stages": {code: _(said) for code, said in words.STAGES.items()},
        "costs": {code: _(said) for code, said in words.COSTS.items()},
        "stage_heads": [
            _("Stage"), _("Leads"), _("With the stage before"), _("Stage before"), _("Rate"),
            _("Cost of one"),
        ],
        "money_heads": [_("What"), _("Amount")],
        "lead_heads": [_("Lead"), _("Company"), _("Campaign"), _("Cost"), _("Margin")],
        "totals": {
            "cost": _("Cost"),
            "margin": _("Margin"),
            "gain": _("Net gain"),
            "gained": _("Return: (margin − cost) / cost"),
            "times": _("Margin / cost, which is not the return"),
            "of_leads": _("Cost, added up over the leads"),
        },
    }  # fmt: skip
