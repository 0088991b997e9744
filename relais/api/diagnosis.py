"""The diagnosis for programs, its acts, what came of them; SciPy is loaded when one asks."""

from datetime import date, datetime
from importlib import import_module
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Query, Router, Status
from pydantic import BaseModel, Field

from relais.acts.queries import ActKind, ActState
from relais.api.acts import Told
from relais.api.door import Key, caller_of, do
from relais.api.fields import In, Listing, Moment, Out
from relais.api.paging import cut
from relais.api.progress import ProgressOut, progress_of
from relais.diagnosis.queries.kept import Computation
from relais.lib.errors import NotVisible
from relais.measures.queries import TooFewReps
from relais.people.queries import Access, Role
from relais.privacy.actions import note_reading

READ: Final = Key("reports:read")
LEADERS: Final = (Role.MANAGER, Role.DIRECTOR)

router: Final = Router(tags=["diagnosis"], auth=Key("steering:write"))


class Which(BaseModel):
    """Which appointments: of a unit and those below, a campaign, a call center, a period."""

    unit_id: UUID | None = None
    campaign_id: UUID | None = None
    call_center_id: UUID | None = Field(None, description="Whose telemarketers found the leads.")
    since: Moment | None = None
    until: Moment | None = Field(None, description="The first moment that does not count any more.")


class WhichIn(In, Which):
    """Which appointments."""


class WhichActs(Which, Listing):
    """Which appointments the proposals are of, and which page of the acts proposed before."""


class HonouringOut(Out):
    """Reps who honour alike."""

    share: float
    rate: float
    low: float
    high: float
    reps: int


class RepFiguresOut(Out):
    """A rep whose figures you may know, by name or by a pseudonym."""

    rep: str
    due: int
    honoured: int
    rate: float
    low: float
    high: float


class DiagnosisOut(Out):
    """What `relais diagnose --json` prints, and the reps whose figures you may know."""

    verdict: str
    firm: bool
    due: int
    honoured: int
    silent: int
    reps: int
    reps_at_zero: int
    expected_at_zero: float | None
    tarone_z: float | None
    groups: list[HonouringOut]
    needed: int | None
    explanation: str
    shown: list[RepFiguresOut]


class ComparedPartOut(Out):
    """Honoured of due, with an interval that takes reps as the units."""

    honoured: int
    due: int
    rate: float | None
    low: float | None
    high: float | None


class ComparisonOut(Out):
    """The rate with something less the rate without; `holds` allows for how many are looked at."""

    value: float
    low: float
    high: float
    reps: int
    holds: bool


class AssociationOut(Out):
    """How honouring differs with a factor: an association, never called a cause."""

    factor: str
    having: ComparedPartOut
    lacking: ComparedPartOut
    between: ComparisonOut | None
    within: ComparisonOut | None
    needed: int | None
    untold: int = Field(description="Due appointments of which it is not known.")
    holds: bool


class UpheldOut(Out):
    """Disputes raised, decided and upheld, with the interval of upheld of decided."""

    raised: int
    decided: int
    upheld: int
    rate: float | None
    low: float | None
    high: float | None


class FindersOut(Out):
    """A telemarketers' team: its leads, and their appointments beside those of other teams."""

    name: str
    transmitted: int
    disputed: UpheldOut
    honouring: AssociationOut


class DisputeReasonOut(Out):
    """A reason for which leads were contested."""

    label_en: str
    label_fr: str
    disputed: UpheldOut


class AssociationsOut(Out):
    """What goes with honouring, what holds first; then disputes by team and by reason.

    `not_recorded` names what cannot be told, nothing being held of it.
    """

    associations: list[AssociationOut]
    teams: list[FindersOut]
    reasons: list[DisputeReasonOut]
    not_recorded: list[str]


class ProposalOut(Out):
    """An act that the figures propose for a unit, before anybody proposes it.

    `expected` and `baseline` are described in docs/methods.md.
    """

    rule: str
    kind: ActKind
    unit_id: UUID
    what: str
    expected: dict[str, Any]
    baseline: dict[str, Any]
    measure_on: date


class ProposedActOut(Told):
    """An act that figures proposed; `found` is what stood when it was measured again."""

    id: UUID
    kind: ActKind
    state: ActState
    unit_id: UUID
    owner_id: UUID | None
    due_on: date | None
    proposed_at: datetime
    agreed_at: datetime | None
    closed_at: datetime | None
    note: str
    expected: dict[str, Any]
    measure_on: date | None
    measured_at: datetime | None
    found: dict[str, Any]


class ProposedActsOut(Out):
    """What the figures propose, and what was proposed before; null for too small a team.

    `computing` says how far the proposals are, where they are too large to be computed at once.
    `next` is the cursor of the next page of the acts, null on the last.
    """

    proposals: list[ProposalOut] | None
    acts: list[ProposedActOut]
    computing: ProgressOut | None = None
    next: str | None = None


class NewActsOut(Out):
    """The acts that are new."""

    acts: list[ProposedActOut]


@router.get("", auth=READ, response={200: DiagnosisOut, 202: ProgressOut})
def get_diagnosis(request: HttpRequest, asked: Query[Which]) -> Any:
    """Diagnose the appointments of the reps whom you lead; 202 while it is being computed."""
    access, caller = _leading(request), caller_of(request)
    found = _asking().ask_diagnosis(access, **_chosen(asked), at=caller.at)
    if isinstance(found, Computation):
        return Status(202, progress_of(found))
    if found is None:
        raise TooFewReps
    if found.findings:
        of = import_module("relais.diagnosis.queries.team").persons_in(found)
        note_reading("diagnosis", of=of, by=caller.by, at=caller.at)
    spoken = get_language() or "en"
    plain = import_module("relais.diagnosis.queries.plain").as_plain(
        found, language="fr" if spoken.startswith("fr") else "en"
    )
    return {**plain, "shown": [_rep(one) for one in found.findings]}


@router.get("/associations", auth=READ, response={200: AssociationsOut, 202: ProgressOut})
def get_associations(request: HttpRequest, asked: Query[Which]) -> Any:
    """Tell what goes with honouring among the reps whom you lead; 202 while it is computed."""
    access = _leading(request)
    found = _asking().ask_goes_with(access, **_chosen(asked), at=caller_of(request).at)
    if isinstance(found, Computation):
        return Status(202, progress_of(found))
    if found is None:
        raise TooFewReps
    return {
        "associations": [_association(one) for one in found.associations],
        "teams": [
            {
                "name": one.name,
                "transmitted": one.transmitted,
                "disputed": _upheld(one.disputed),
                "honouring": _association(one.honouring),
            }
            for one in found.quality.teams
        ],
        "reasons": [
            {
                "label_en": one.label_en,
                "label_fr": one.label_fr,
                "disputed": _upheld(one.disputed),
            }
            for one in found.quality.reasons
        ],
        "not_recorded": ["recording"],
    }


@router.get("/acts", auth=READ, response=ProposedActsOut)
def get_acts(request: HttpRequest, asked: Query[WhichActs]) -> Any:
    """List what the figures propose may be done, and what was proposed before, the latest first."""
    access, steering = _leading(request), _steering()
    chosen = _asked(asked)
    at = caller_of(request).at
    found = _deeds().ask_proposals(access, chosen, at=at)
    pending = isinstance(found, Computation)
    rows = steering.rows_proposed(access, unit_id=asked.unit_id)
    acts, following = cut(request, rows, by="-proposed_at", asked=asked, out=ProposedActOut)
    return {
        "proposals": None if found is None or pending else [_proposal(one, at) for one in found],
        "computing": progress_of(found) if pending else None,
        "acts": acts,
        "next": following,
    }


@router.post("/acts", response={201: NewActsOut})
def propose_acts(request: HttpRequest, data: WhichIn) -> HttpResponse:
    """Propose what the figures say may be done; what stands does not come again.

    They are agreed, done and dropped as other acts are, under `/acts`.
    """
    _leading(request)
    deeds = _deeds()
    return do(
        request,
        lambda by, at: {"acts": deeds.propose_acts(_asked(data), by=by, at=at)},
        out=NewActsOut,
        status=201,
    )


def _leading(request: HttpRequest) -> Access:
    access = caller_of(request).access
    if not access.has(*LEADERS):
        raise NotVisible
    return access


def _asked(which: Which) -> Any:
    return _steering().Asked(**_chosen(which))


def _chosen(which: Which) -> dict[str, Any]:
    return {
        "unit_id": which.unit_id,
        "campaign_id": which.campaign_id,
        "call_center_id": which.call_center_id,
        "start": which.since,
        "end": which.until,
    }


def _rep(one: Any) -> dict[str, Any]:
    counts = {name: getattr(one, name) for name in ("rep", "due", "honoured", "rate")}
    return {**counts, **_bounds(one.interval)}


def _association(one: Any) -> dict[str, Any]:
    parts = {"having": _part(one.having), "lacking": _part(one.lacking)}
    told = ("between", "within", "needed", "untold", "holds")
    return {"factor": one.factor.value, **parts, **{name: getattr(one, name) for name in told}}


def _upheld(one: Any) -> dict[str, Any]:
    counts = {name: getattr(one, name) for name in ("raised", "decided", "upheld", "rate")}
    return {**counts, **_bounds(one.interval)}


def _part(part: Any) -> dict[str, Any]:
    counts = {name: getattr(part, name) for name in ("honoured", "due", "rate")}
    return {**counts, **_bounds(part.interval)}


def _bounds(interval: Any) -> dict[str, float | None]:
    return {name: getattr(interval, name, None) for name in ("low", "high")}


def _proposal(one: Any, at: datetime) -> dict[str, Any]:
    return {
        "rule": one.rule.value,
        "kind": one.kind,
        "unit_id": one.unit_id,
        "what": one.words(language=get_language() or "en"),
        "expected": one.expected(),
        "baseline": one.baseline(),
        "measure_on": one.measure_on(at.date()),
    }


def _steering() -> Any:
    return import_module("relais.steering.queries.proposals")


def _deeds() -> Any:
    return import_module("relais.steering.actions.proposals")


def _asking() -> Any:
    return import_module("relais.diagnosis.actions.asking")
