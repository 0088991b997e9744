"""What is asked of a challenge."""

from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.validators import MaxValueValidator
from django.utils.translation import gettext_lazy as _

from relais.challenge.actions import WantedChallenge, WantedPrize
from relais.challenge.queries import (
    FURTHEST_PLACE,
    MOST_TOTAL,
    Challenge,
    ChallengeKind,
    PointRule,
    Rules,
    Side,
    Tickets,
)
from relais.web import words as say
from relais.web.challenges.words import KINDS, SIDES, TICKETS, pack_choices
from relais.web.fields import Choices, DayField, ListField, pick
from relais.web.filters import to_minor

MOST: Final = 1000
PLACE, STEP, LOT = "place", "step", "lot"


class ChallengeForm(forms.Form):
    """The rules of a challenge, each as a question."""

    name = forms.CharField(label=_("Name"), max_length=200)
    pack = forms.ChoiceField(label=_("Theme"), initial="plain")
    since = DayField(label=_("First day"))
    until = DayField(label=_("Last day"), help_text=_("Both count."))
    kind = forms.TypedChoiceField(label=_("How one wins"), coerce=ChallengeKind)
    sides = forms.TypedChoiceField(label=_("Who takes part"), coerce=Side)
    taken_up = forms.IntegerField(
        label=_("Points for a lead taken up"), min_value=0, max_value=MOST, initial=1
    )
    approach_started = forms.IntegerField(
        label=_("Points for an approach started"), min_value=0, max_value=MOST, initial=3
    )
    won = forms.IntegerField(
        label=_("Points for a signature"), min_value=0, max_value=MOST, initial=10
    )
    weekly_cap = forms.IntegerField(
        label=_("Most points a week for one person"),
        min_value=1,
        max_value=MOST_TOTAL,
        required=False,
        help_text=_("Keeps a race from being won in a night."),
    )
    thresholds = ListField(
        label=_("Steps, in points"),
        required=False,
        help_text=_("For steps: 20, 50, 100."),
    )
    goal = forms.IntegerField(
        label=_("Goal, in points"),
        min_value=1,
        max_value=MOST_TOTAL,
        required=False,
        help_text=_("For a goal."),
    )
    top = forms.IntegerField(
        label=_("How many of the first are named"),
        min_value=0,
        max_value=10,
        initial=3,
        help_text=_("Only those who agree; 0 names nobody."),
    )
    tickets = forms.TypedChoiceField(
        label=_("Tickets, for prizes drawn by lot"), coerce=Tickets, initial="one", required=False,
        empty_value=Tickets.ONE,
    )  # fmt: skip
    draw_from = forms.IntegerField(
        label=_("Points for a ticket"),
        min_value=1,
        initial=1,
        required=False,
        help_text=_("Who has fewer takes no part in the draw."),
    )
    handicap = forms.BooleanField(
        label=_("Weigh totals by the leads that each team can expect"), required=False
    )
    campaigns = forms.MultipleChoiceField(
        label=_("Campaigns, all if none is ticked"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "in-columns"}),
    )
    units = forms.MultipleChoiceField(
        label=_("Units with all below them, all if none is ticked"),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"class": "in-columns"}),
    )

    def __init__(
        self, *args: Any, campaigns: Choices = (), units: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offered: dict[str, Choices] = {
            "kind": say.choices(KINDS),
            "sides": say.choices(SIDES),
            "tickets": say.choices(TICKETS),
            "pack": pack_choices(),
            "campaigns": campaigns,
            "units": units,
        }
        for name, choices in offered.items():
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]

    def clean_thresholds(self) -> tuple[int, ...]:
        """Read the steps as whole numbers."""
        words = self.cleaned_data["thresholds"]
        if not all(word.isdecimal() and len(word) <= len(str(MOST_TOTAL)) for word in words):
            raise forms.ValidationError(_("Write whole numbers between commas: 20, 50, 100."))
        return tuple(int(word) for word in words)

    def wanted(self) -> WantedChallenge:
        """Give what was typed."""
        told = self.cleaned_data
        kind = told["kind"]
        rules = Rules(
            points={rule.value: told[rule.value] for rule in PointRule},
            sides=told["sides"],
            handicap=told["handicap"],
            weekly_cap=told["weekly_cap"],
            campaigns=tuple(map(UUID, told["campaigns"])),
            units=tuple(map(UUID, told["units"])),
            thresholds=told["thresholds"] if kind is ChallengeKind.THRESHOLDS else (),
            goal=told["goal"] if kind is ChallengeKind.GOAL else None,
            top=told["top"],
            tickets=told["tickets"],
            draw_from=told["draw_from"] or 1,
        )
        return WantedChallenge(
            told["name"], kind, told["since"], told["until"], rules, pack=told["pack"]
        )


def initial_of(one: Challenge) -> dict[str, Any]:
    """Give what a challenge says, as its form takes it."""
    rules = one.rules
    return {
        "name": one.name,
        "pack": one.pack,
        "since": one.since,
        "until": one.until,
        "kind": one.kind,
        **rules.points,
        "sides": rules.sides,
        "handicap": rules.handicap,
        "weekly_cap": rules.weekly_cap,
        "campaigns": [str(each) for each in rules.campaigns],
        "units": [str(each) for each in rules.units],
        "thresholds": [str(step) for step in rules.thresholds],
        "goal": rules.goal,
        "top": rules.top,
        "tickets": rules.tickets,
        "draw_from": rules.draw_from,
    }


class PrizeForm(forms.Form):
    """One prize."""

    whose = forms.ChoiceField(label=_("Who has it"))
    number = forms.IntegerField(
        label=_("Place, or points"),
        min_value=1,
        max_value=MOST_TOTAL,
        required=False,
        help_text=_("Nothing for what is drawn by lot."),
    )
    words_fr = forms.CharField(label=_("What it is, in French"), max_length=200)
    words_en = forms.CharField(label=_("What it is, in English"), max_length=200)
    value = forms.DecimalField(
        label=_("Worth"), min_value=0, decimal_places=2, max_digits=10, required=False
    )

    def __init__(self, *args: Any, currency: str = "EUR", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = currency
        self.fields["whose"].choices = [  # type: ignore[attr-defined]
            ("person-place", _("The person at a place")),
            ("team-place", _("The team at a place")),
            ("person-step", _("Each person from so many points on")),
            ("team-step", _("Each team from so many points on")),
            ("person-lot", _("Drawn by lot")),
        ]

    def clean(self) -> dict[str, Any]:
        """Ask for the place, or the points, where there is one."""
        told = super().clean() or {}
        if not told.get("whose", "").endswith(LOT) and not told.get("number"):
            self.add_error("number", _("Say at which place, or from how many points on."))
        elif told.get("whose", "").endswith(PLACE) and told["number"] > FURTHEST_PLACE:
            limit = {"limit_value": FURTHEST_PLACE}
            self.add_error("number", forms.ValidationError(MaxValueValidator.message, params=limit))
        return told

    def wanted(self) -> WantedPrize:
        """Give what was typed."""
        told = self.cleaned_data
        whom, how = told["whose"].split("-")
        return WantedPrize(
            words_en=told["words_en"],
            words_fr=told["words_fr"],
            position=told["number"] if how == PLACE else None,
            threshold=told["number"] if how == STEP else None,
            value=to_minor(told["value"], self.currency) if told["value"] else 0,
            for_team=whom == "team",
        )


class CancelForm(forms.Form):
    """Why it is cancelled."""

    words = forms.CharField(label=_("Reason"), max_length=400)


class JoinForm(forms.Form):
    """As what somebody joins, and whether he agrees to be named."""

    side = forms.TypedChoiceField(label=_("As"), coerce=Side, required=False, empty_value=None)
    shows_name = forms.BooleanField(
        label=_("I agree to be named if I am among the first"), required=False
    )

    def __init__(self, *args: Any, sides: Choices = (), named: bool = True, **kw: Any) -> None:
        super().__init__(*args, **kw)
        offered = list(sides)
        if len(offered) > 1:
            self.fields["side"].choices = offered  # type: ignore[attr-defined]
        else:
            del self.fields["side"]
        if not named:
            del self.fields["shows_name"]


class NameForm(forms.Form):
    """Whether somebody agrees to be named."""

    shows_name = forms.BooleanField(widget=forms.HiddenInput, required=False)


class ChargeForm(forms.Form):
    """Of which campaign the prizes are a cost."""

    def __init__(self, *args: Any, campaigns: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["campaign_id"] = pick(_("A cost of the campaign"), campaigns)
