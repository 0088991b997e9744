"""The page that says why figures of so few are not shown."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from relais.measures.queries import TooFewBehind, TooFewReps
from relais.web.http import PersonRequest

View = Callable[[PersonRequest], HttpResponse]


def of_enough(view: View) -> View:
    """Let a page of figures say in words why there are none, where they would be of persons."""

    @wraps(view)
    def told(request: PersonRequest) -> HttpResponse:
        try:
            return view(request)
        except TooFewBehind as few:
            context = {"sentence": _(few.message), "reps": isinstance(few, TooFewReps)}
            return render(request, "reports/few.html", context)

    return told
