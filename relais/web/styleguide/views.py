"""Every component in every state, drawn by the macros that pages use."""

from django.http import HttpResponse
from django.shortcuts import render

from relais.challenge.adapters.packs import packs
from relais.people.queries import Role
from relais.web.bundle import icons
from relais.web.challenges.words import language
from relais.web.http import PersonRequest, page
from relais.web.styleguide import samples
from relais.web.words import STATES


@page(Role.ADMIN)
def index(request: PersonRequest) -> HttpResponse:
    """Show what pages are made of, in light and in dark beside each other."""
    context = {
        "samples": samples,
        "leads": samples.leads(request.at),
        "timeline": samples.timeline(request.at),
        "rates": samples.RATES,
        "many": samples.page_of_many(),
        "states": list(STATES),
        "icons": icons(),
        "themes": list(packs().values()),
        "spoken": language(),
    }
    return render(request, "styleguide/index.html", context)


@page(Role.ADMIN)
def forms(request: PersonRequest, sample: str = "") -> HttpResponse:
    """Show fields, those of a form that is sent here as they come back."""
    sent = samples.SampleForm(request.POST, request.FILES) if request.method == "POST" else None
    context = {
        "plain": samples.SampleForm(),
        "wrong": sent or samples.SampleForm({"company": samples.LONG, "count": "-1"}),
        "folded": samples.SampleForm(),
        "inputs": samples.SampleFilter(prefix="inputs"),
        "filter": samples.SampleFilter(request.GET or None),
    }
    return render(request, "styleguide/forms.html", context)
