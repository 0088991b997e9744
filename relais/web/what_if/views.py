"""What leads would have given, were more taken up or honoured, or fewer passed on."""

from typing import Final

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from relais.diagnosis.actions.what_if import ask_what_if, ask_what_if_leads
from relais.diagnosis.queries.kept import Computation
from relais.people.queries import Role
from relais.roi.queries import Group, Part, WhatIf
from relais.roi.queries.what_if_kept import Count
from relais.web.http import PersonRequest, page
from relais.web.proof.views import about, waiting_context
from relais.web.reports.few import of_enough
from relais.web.what_if import words
from relais.web.what_if.asked import Question, question_of
from relais.web.words import label

LEADERS: Final = (Role.MANAGER, Role.DIRECTOR)
PER_PAGE: Final = 50


@page(*LEADERS)
@of_enough
def index(request: PersonRequest) -> HttpResponse:
    """Say what would be, beside what is, with what it stands on."""
    question = question_of(request)
    found = ask_what_if(
        question.asked.scope, question.supposed, access=request.access, at=request.at
    )
    if isinstance(found, Computation):
        context = waiting_context(question.asked, found, here=question.address)
        return render(request, "what_if/computing.html", context)
    _hint(question, found)
    context = {
        "question": question,
        "found": found,
        "asked": question.asked,
        "title": words.title_of(found),
        "about": about(question.asked),
        "lines": words.lines_of(found),
        "lacks": words.lacks_of(found),
        "Group": Group,
        "w": words,
    }
    return render(request, "what_if/index.html", context)


@page(*LEADERS)
@of_enough
def leads(request: PersonRequest) -> HttpResponse:
    """List the leads behind a count, each with what it cost."""
    question, case = question_of(request), request.GET.get("case", "all")
    part, signed = request.GET.get("part", ""), "signed" in request.GET
    if (
        not question.form.is_valid()
        or case not in words.CASES
        or (part and part not in words.PARTS)
    ):
        raise Http404
    asked, count = question.asked, Count(case, Part(part) if part else None, signed)
    told = ask_what_if_leads(asked.scope, question.supposed, access=request.access, at=request.at)
    here = question.leads(case, part=part, signed=signed)
    if isinstance(told, Computation):
        return render(request, "what_if/computing.html", waiting_context(asked, told, here=here))
    rows = told.leads(count).order_by("organization_id", "-opened_at", "-id")
    sums, changed = told.sums(count), told.changed()
    pages = Paginator(rows.values_list("id", flat=True), PER_PAGE)
    pages.count = sums.leads + changed  # known, or as many at most: nothing is counted again
    shown = pages.get_page(request.GET.get("page"))
    context = {
        "asked": asked,
        "case": label(words.CASES, case),
        "about": _said(question, part, signed=signed),
        "page": shown,
        "rows": told.charged(list(shown.object_list)),
        "sums": sums,
        "as_of": told.as_of,
        "changed": changed,
        "currency": asked.scope.currency,
        "query": f"&{here.partition('?')[2]}",
        "back": (question.address, _("Back to what would be")),
    }
    return render(request, "proof/leads.html", context)


def _said(question: Question, part: str, *, signed: bool) -> str:
    said = [label(words.PARTS, part)] if part else []
    return " · ".join([*said, *([_("signed")] if signed else []), about(question.asked)])


def _hint(question: Question, found: WhatIf) -> None:
    form, flow = question.form, found.flow
    form["take_up"].help_text = words.now(flow.take_up, _("transmitted"))
    form["honour"].help_text = words.now(flow.honour, _("due"))
    form["minimum"].help_text = _("None now")
