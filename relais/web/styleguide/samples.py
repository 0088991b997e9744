"""What the style guide shows its components with: the ordinary, and what is hard to draw."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext_lazy as _

from relais.leads.queries import Listed
from relais.measures.queries import Rate
from relais.web.addresses import address_of
from relais.web.fields import DayField, MomentField
from relais.web.leads.rows import Row, rows_of
from relais.web.leads.sentences import Line

MANY: Final = 5_000
LONG: Final = " ".join(["Compagnie Générale de Mécanique, d’Outillage et de Maintenance"] * 7)[:400]
ONE_WORD: Final = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft"
ARABIC: Final = "شركة النور للطباعة والتغليف"
HEBREW: Final = "בית הדפוס של חיפה (1987)"
EMOJI: Final = "🖨️ Imprimerie 👩🏽‍🏭 Delattre 🇫🇷"
NAMES: Final = ("Imprimerie Delattre", ARABIC, HEBREW, EMOJI, ONE_WORD, LONG)
PEOPLE: Final = ("Léa Fontaine", "ليلى حداد", "נועה לוי", "Zoé 🌻 Roux", ONE_WORD, "Jo O")
RATES: Final = [Rate.of(*pair) for pair in ((64, 91), (0, 12), (4_812, 5_000), (3, 5), (0, 0))]
SHOWN: Final = ("submitted", "transmitted", "taken_up", "contested_new", "won", "lost")


class SampleForm(forms.Form):
    """One field of each kind."""

    company = forms.CharField(label=_("Company"), max_length=400)
    note = forms.CharField(
        label=_("Note"),
        required=False,
        widget=forms.Textarea,
        help_text=_("Words under a field say what belongs there."),
    )
    kind = forms.ChoiceField(
        label=_("One of several"), choices=[("", "–"), ("1", LONG[:120]), ("2", ARABIC)]
    )
    count = forms.IntegerField(label=_("A number"), min_value=0)
    day = DayField(label=_("A day"))
    moment = MomentField(label=_("A day and a time"), required=False)
    way = forms.ChoiceField(
        label=_("One, all in sight"),
        choices=[("a", ARABIC), ("b", EMOJI)],
        widget=forms.RadioSelect,
    )
    ticked = forms.MultipleChoiceField(
        label=_("Any of them"),
        choices=[("a", "Imprimerie Delattre"), ("b", ONE_WORD)],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    agreed = forms.BooleanField(label=_("A tick"), required=False)
    file = forms.FileField(label=_("A file"), required=False)


class SampleFilter(forms.Form):
    """What a list is narrowed by."""

    search = forms.CharField(label=_("Company"), required=False)
    since = DayField(label=_("A day"), required=False)
    which = forms.ChoiceField(
        label=_("One of several"), choices=[("", "–"), ("1", ONE_WORD)], required=False
    )


def leads(at: datetime) -> list[Row]:
    """Give a list's rows, each with a name that is harder than the one before."""
    nowhere = address_of("styleguide:index")
    return [row._replace(address=nowhere) for row in rows_of(_leads(at))]


def _leads(at: datetime) -> list[Listed]:
    return [
        Listed(
            id=UUID(int=number),
            state=state,
            state_since=at - timedelta(hours=number),
            opened_at=at - timedelta(days=number),
            due_at=at + timedelta(hours=number) if number % 2 else None,
            account=name,
            campaign=LONG[:62] if number == len(NAMES) else "Automne",
            rep_id=UUID(int=number) if number % 2 else None,
            contact=person,
            rep=person if number % 2 else "",
            number="",
        )
        for number, (state, name, person) in enumerate(
            zip(SHOWN, NAMES, PEOPLE, strict=True), start=1
        )
    ]


def timeline(at: datetime) -> list[Line]:
    """Give the lines of a history: plain, inferred, with words of one who does not break them."""
    return [
        Line(1, f"{PEOPLE[0]}", at - timedelta(days=9), inferred=False, said=()),
        Line(2, f"{PEOPLE[1]}", at - timedelta(days=8), inferred=True, said=(ARABIC,)),
        Line(3, f"{PEOPLE[3]}", at, inferred=False, said=(LONG, ONE_WORD)),
    ]


def page_of_many() -> "Page[Any]":
    """Give a page in the midst of many."""
    return Paginator(range(MANY), 50).page(3)
