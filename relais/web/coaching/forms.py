"""What is asked in coaching: an observation, its scores, words, a plan, the grid."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from relais.coaching.queries import (
    LEVELS,
    Criterion,
    Kind,
    Owner,
    PlannedAct,
    ScoreSheet,
    Terms,
)
from relais.web import words as say
from relais.web.coaching.words import KINDS, OWNERS, criterion
from relais.web.fields import Choices, DayField, pick

NOT_SEEN: Final = "x"
ACTS: Final = 3  # that are proposed with a plan: as many as it may have
LONG: Final = forms.Textarea(attrs={"rows": 3})


def _name(label: Any) -> forms.CharField:
    """Ask for a name; that it may be emptied is said once, above."""
    widget = forms.TextInput(attrs={"aria-required": "false"})
    return forms.CharField(label=label, max_length=120, required=False, widget=widget)


def _levels(label: Any) -> forms.CharField:
    """Ask for the words of five levels."""
    widget = forms.Textarea(attrs={"rows": 6, "aria-required": "false"})
    return forms.CharField(label=label, required=False, widget=widget)


class WordsForm(forms.Form):
    """What somebody writes beside scores."""

    words = forms.CharField(label=_("In your words"), max_length=2_000, widget=LONG)


class WhyForm(forms.Form):
    """Why a plan is dropped."""

    words = forms.CharField(label=_("Reason"), max_length=400)


class ObserveForm(forms.Form):
    """Which visit, or which call; on which day where neither is in the diary."""

    kind = forms.TypedChoiceField(label=_("What is observed"), coerce=Kind)
    on = DayField(label=_("On which day"), help_text=_("Of an appointment that you pick: its own."))
    told = forms.BooleanField(
        label=_("For a call: the rep and the person at the other end know that somebody listens"),
        required=False,
    )

    def __init__(self, *args: Any, visits: Choices = (), calls: Choices = (), **kw: Any) -> None:
        super().__init__(*args, **kw)
        self.fields["kind"].choices = say.choices(KINDS)  # type: ignore[attr-defined]
        self.fields["appointment_id"] = pick(_("Which appointment"), visits, required=False)
        calls = list(calls)
        if calls:
            self.fields["call_id"] = pick(_("Which call"), calls, required=False)
        self.order_fields(["kind", "appointment_id", "call_id", "on", "told"])

    def clean(self) -> dict[str, Any]:
        """Take the visit of a visit, and the call of a call."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("kind") is Kind.CALL:
            told["appointment_id"] = None
        elif "call_id" in told:
            told["call_id"] = None
        return told


class InviteForm(forms.Form):
    """Who else scores the same visit."""

    person_id = forms.TypedChoiceField(label=_("Who observes it too"))

    def __init__(self, *args: Any, observers: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person_id"] = pick(_("Who observes it too"), observers)


class ScoreForm(forms.Form):
    """A level for each criterion of the grid, or that it could not be seen; a note where wanted."""

    def __init__(self, data: Any = None, *, grid: Sequence[Criterion], own: ScoreSheet) -> None:
        super().__init__(data)
        self.grid = grid
        choices = [*((f"{level}", f"{level}") for level in range(LEVELS)), (NOT_SEEN, "")]
        for one in grid:
            given = own.scores.get(one.code)
            level = NOT_SEEN if given is None else f"{given}"
            self.fields[f"level-{one.code}"] = forms.ChoiceField(
                label=criterion(one),
                choices=choices,
                widget=forms.RadioSelect,
                initial=level if own.scored_at else None,
            )
            self.fields[f"note-{one.code}"] = forms.CharField(
                label=_("Note"),
                max_length=2_000,
                required=False,
                widget=forms.Textarea(attrs={"rows": 2}),
                initial=own.notes.get(one.code, ""),
            )

    @property
    def scales(self) -> list[tuple[Criterion, forms.BoundField, forms.BoundField]]:
        """Give each criterion with its two fields."""
        return [(one, self[f"level-{one.code}"], self[f"note-{one.code}"]) for one in self.grid]

    @property
    def scores(self) -> dict[str, int | None]:
        """Give the level of each criterion; None where it could not be seen."""
        given = {one.code: self.cleaned_data[f"level-{one.code}"] for one in self.grid}
        return {code: None if level == NOT_SEEN else int(level) for code, level in given.items()}

    @property
    def notes(self) -> dict[str, str]:
        """Give the notes."""
        return {one.code: self.cleaned_data[f"note-{one.code}"] for one in self.grid}


class ActForm(forms.Form):
    """What one of the two is to do, until when."""

    what = forms.CharField(label=_("What is to be done"), max_length=400)
    owner = forms.TypedChoiceField(label=_("Who does it"), coerce=Owner)
    due_on = DayField(label=_("To be done by"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].choices = say.choices(OWNERS)  # type: ignore[attr-defined]

    @property
    def act(self) -> PlannedAct:
        """Give what was typed."""
        return PlannedAct(**self.cleaned_data)


class MeasureForm(forms.Form):
    """Another day to measure again."""

    measure_on = DayField(label=_("Measured again on"))


class PlanForm(forms.Form):
    """A plan: a goal, what of the grid it is about, acts, and when it is measured again."""

    goal = forms.CharField(label=_("Goal, in words"), max_length=400, widget=LONG)
    criteria = forms.MultipleChoiceField(
        label=_("Criteria of the grid"), widget=forms.CheckboxSelectMultiple
    )
    measure_on = DayField(
        label=_("Measured again on"),
        help_text=_("Two to three months leave time for enough appointments and visits."),
    )

    def __init__(self, *args: Any, grid: Sequence[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(one.code, criterion(one)) for one in grid]
        self.fields["criteria"].choices = offered  # type: ignore[attr-defined]
        for place in range(1, ACTS + 1):
            self._offer_act(place)

    def _offer_act(self, place: int) -> None:
        what = forms.CharField(label=_("Act %(n)s") % {"n": place}, max_length=400, required=False)
        self.fields[f"what-{place}"] = what
        self.fields[f"owner-{place}"] = forms.ChoiceField(
            label=_("Who does act %(n)s") % {"n": place}, choices=say.choices(OWNERS)
        )
        self.fields[f"due-{place}"] = DayField(
            label=_("Act %(n)s, to be done by") % {"n": place}, required=False
        )

    def clean(self) -> dict[str, Any]:
        """Refuse an act without its day."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        for place in range(1, ACTS + 1):
            if told.get(f"what-{place}") and not told.get(f"due-{place}"):
                self.add_error(f"due-{place}", _("Say until when."))
        return told

    @property
    def terms(self) -> Terms:
        """Give what was typed."""
        told = self.cleaned_data
        acts = tuple(
            PlannedAct(told[f"what-{n}"], Owner(told[f"owner-{n}"]), told[f"due-{n}"])
            for n in range(1, ACTS + 1)
            if told[f"what-{n}"]
        )
        return Terms(told["goal"], tuple(told["criteria"]), told["measure_on"], acts)


class CriterionForm(forms.Form):
    """One criterion of the grid in both languages, its levels a line each; emptied, it goes."""

    code = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    label_fr = _name(_("Name, in French"))
    label_en = _name(_("Name, in English"))
    levels_fr = _levels(_("Levels 0 to 4, in French, a line each"))
    levels_en = _levels(_("Levels 0 to 4, in English, a line each"))

    def clean(self) -> dict[str, Any]:
        """Refuse what is half filled in."""
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.is_emptied:
            for name in ("label_fr", "label_en"):
                if not told.get(name):
                    self.add_error(name, _("Give it a name in both languages, or empty all of it."))
            for name in ("levels_fr", "levels_en"):
                if len(_lines(told.get(name, ""))) != LEVELS:
                    self.add_error(name, _("Five lines: the words of the levels 0, 1, 2, 3, 4."))
        return told

    @property
    def is_emptied(self) -> bool:
        """Say whether nothing is left of it."""
        told = self.cleaned_data
        return not any(told.get(name) for name in self.fields if name != "code")

    @property
    def criterion(self) -> Criterion:
        """Give what was typed; what is new gets a code from its English name."""
        told = self.cleaned_data
        code = told["code"] or slugify(told["label_en"]).replace("-", "_")[:40] or "criterion"
        code = code if code[0].isalpha() else f"c_{code}"[:40]
        levels = (tuple(_lines(told[name])) for name in ("levels_fr", "levels_en"))
        return Criterion(code, told["label_fr"], told["label_en"], *levels)


def criterion_forms(grid: Iterable[Criterion], data: Any = None) -> list[CriterionForm]:
    """Make the forms of each criterion, and an empty one to add another."""
    filled: list[dict[str, Any]] = [
        {
            "code": one.code,
            "label_fr": one.label_fr,
            "label_en": one.label_en,
            "levels_fr": "\n".join(one.levels_fr),
            "levels_en": "\n".join(one.levels_en),
        }
        for one in grid
    ]
    return [
        CriterionForm(data, initial=initial, prefix=f"c{place}")
        for place, initial in enumerate([*filled, {}])
    ]


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
