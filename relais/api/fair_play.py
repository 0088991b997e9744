"""Fair play in a challenge: what is to be looked at, what a human said of it, what is confirmed."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from relais.api.door import Key, caller_of, do
from relais.api.fields import NO_NUL, In, Listing, Out, Page
from relais.api.paging import page_of
from relais.appointments.queries import Outcome
from relais.challenge import actions
from relais.challenge.queries import (
    Challenge,
    ChallengeState,
    FairAnswer,
    FairCheck,
    FairPoint,
    drawn_of,
    fair_points_of,
    get_challenge,
    get_fair_point,
    is_looked_at,
    own_fair_points,
    rounds_of,
)
from relais.diagnosis.actions.fair import ask_look
from relais.diagnosis.queries.fair import looking_at
from relais.lib.errors import NotVisible
from relais.privacy.actions import note_reading

READ: Final = Key("steering:read")
router: Final = Router(tags=["challenges"], auth=Key("steering:write"))

Words = Annotated[str, Field(min_length=1, max_length=400, pattern=NO_NUL)]


class FairRoundOut(Out):
    """A drawing: those of `among` come first whose SHA-256 of seed, colon and id is least."""

    number: int
    seed: str
    drawn_at: datetime
    among: list[UUID]
    drawn: list[UUID]


class FairLookOut(Out):
    """When a challenge was looked at; `weighed` gives by check of how many persons there was
    enough to say something, and of how many. None where nobody has looked. Where many took part
    a look that was asked for is `under_way` for some seconds: read it again.
    """

    looked_at: datetime | None
    people: int
    rewarded: int
    weighed: dict[str, list[int]]
    under_way: bool


class FairPlayOut(FairLookOut):
    """A look, and the drawings of appointments to be confirmed."""

    rounds: list[FairRoundOut]


class FairPointOut(Out):
    """Something to look at: no verdict. `k` of `n`, where `expected` were to be, between 0 and 1;
    `p` is how often chance gives as much, `others` k and n of all others. `cases` are leads, each
    with a word or the seconds of a call. `about_id` is null for an outsourced telemarketer.
    """

    id: UUID
    check_name: FairCheck
    about_id: UUID | None
    unit_id: UUID | None
    call_center_id: UUID | None
    found_at: datetime
    k: int
    n: int
    expected: float | None
    p: float | None
    others: list[int] | None
    step: int | None
    cases: list[list[str]]
    answer: str
    note: str
    answered_at: datetime | None
    answered_by_id: UUID | None


class FairRemarkOut(Out):
    """What the person concerned says."""

    text: str
    written_at: datetime


class FairPointWithRemarksOut(FairPointOut):
    """Something to look at, with what the person concerned says to it."""

    remarks: list[FairRemarkOut]


class FairAnsweredOut(Out):
    """What was said of a point."""

    id: UUID
    answer: str
    note: str
    answered_at: datetime | None


class FairDrawnOut(Out):
    """An appointment that was drawn, and confirmed by `drawn_id`: what rep and prospect say."""

    id: UUID
    drawn_id: UUID
    lead_id: UUID
    rep_id: UUID
    starts_at: datetime
    outcome: str | None
    prospect_said: str | None


class FairAnswerIn(In):
    """What a human saw; the person concerned reads the note."""

    answer: FairAnswer
    note: Words


class FairRemarkIn(In):
    """What the person concerned says."""

    words: Words


class FairOutcomeIn(In):
    """What the prospect says."""

    outcome: Outcome


class SaidOut(Out):
    """What the prospect says of an appointment."""

    id: UUID
    outcome: str | None
    prospect_said: str | None


@router.get("/{challenge_id}", auth=READ, response=FairPlayOut)
def read_fair_play(request: HttpRequest, challenge_id: UUID) -> Any:
    """Read when a challenge was looked at, and the seeds of its drawings."""
    caller, one = caller_of(request), _seen(request, challenge_id)
    fair_points_of(one, access=caller.access, on=caller.at.date())  # whether he may look
    looking = looking_at(one, on=caller.at.date())
    return FairPlayOut(
        **FairLookOut.model_validate(looking).model_dump(),
        rounds=_rounds(one),
    )


@router.get("/{challenge_id}/points", auth=READ, response=Page[FairPointOut])
def list_fair_points(
    request: HttpRequest, challenge_id: UUID, asked: Query[Listing]
) -> HttpResponse:
    """List what is to be looked at, the latest first: for directors, and for direct managers what
    is about their own; that you read it is kept.
    """
    caller, one = caller_of(request), _seen(request, challenge_id)
    rows = fair_points_of(one, access=caller.access, on=caller.at.date())
    of = set(rows.order_by().values_list("person_id", flat=True))
    if of:
        note_reading("fair_play", of=of, by=caller.by, at=caller.at)
    return page_of(request, rows, by="-found_at", asked=asked, out=FairPointOut)


@router.get("/{challenge_id}/points/{point_id}", auth=READ, response=FairPointWithRemarksOut)
def get_one_fair_point(request: HttpRequest, challenge_id: UUID, point_id: UUID) -> Any:
    """Get something to look at, with what the person concerned says; that you read it is kept."""
    caller, one = caller_of(request), _seen(request, challenge_id)
    found = get_fair_point(one, point_id, access=caller.access, on=caller.at.date())
    note_reading("fair_play", of=[found.person_id], by=caller.by, at=caller.at)
    return _with_remarks(found)


@router.get("/{challenge_id}/mine", auth=READ, response=list[FairPointWithRemarksOut])
def list_own_fair_points(request: HttpRequest, challenge_id: UUID) -> Any:
    """List what is noted on yourself, whether somebody has looked or not."""
    one = _seen(request, challenge_id)
    return [_with_remarks(p) for p in own_fair_points(one, access=caller_of(request).access)]


@router.get("/{challenge_id}/seeds", auth=READ, response=list[FairRoundOut])
def list_seeds(request: HttpRequest, challenge_id: UUID) -> Any:
    """List the seeds of the drawings, once the challenge has ended."""
    one = _seen(request, challenge_id)
    return _rounds(one) if one.state is ChallengeState.ENDED else []


@router.get("/{challenge_id}/drawn", auth=READ, response=Page[FairDrawnOut])
def list_drawn(request: HttpRequest, challenge_id: UUID, asked: Query[Listing]) -> HttpResponse:
    """List the appointments that were drawn, to be confirmed; that you read it is kept."""
    caller, one = caller_of(request), _seen(request, challenge_id)
    rows = drawn_of(one, access=caller.access, on=caller.at.date())
    if of := set(rows.order_by().values_list("rep_id", flat=True)):
        note_reading("fair_play", of=of, by=caller.by, at=caller.at)
    return page_of(request, rows, by="starts_at", asked=asked, out=FairDrawnOut)


@router.post("/{challenge_id}/look", response=FairLookOut)
def look_at_challenge(request: HttpRequest, challenge_id: UUID) -> HttpResponse:
    """Look at what everybody did, now; it is done once a day by itself as well."""
    return do(
        request, lambda by, at: ask_look(challenge_id, by=by, at=at), out=FairLookOut
    )  # fmt: skip


@router.post("/{challenge_id}/points/{point_id}/answer", response=FairAnsweredOut)
def answer_point(
    request: HttpRequest, challenge_id: UUID, point_id: UUID, data: FairAnswerIn
) -> HttpResponse:
    """Say what you saw; no point of the ledger changes by it."""
    told = dict(data)
    return do(
        request,
        lambda by, at: actions.answer_point(
            point_id, challenge_id=challenge_id, **told, by=by, at=at
        ),
        out=FairAnsweredOut,
    )


@router.post("/{challenge_id}/points/{point_id}/annotate", response=FairAnsweredOut)
def annotate_point(
    request: HttpRequest, challenge_id: UUID, point_id: UUID, data: FairRemarkIn
) -> HttpResponse:
    """Write beside what is noted on yourself."""
    words = data.words
    return do(
        request,
        lambda by, at: actions.annotate_point(
            point_id, challenge_id=challenge_id, words=words, by=by, at=at
        ),
        out=FairAnsweredOut,
    )


@router.post("/{challenge_id}/drawn/{drawn_id}/confirm", response=SaidOut)
def confirm_appointment(
    request: HttpRequest, challenge_id: UUID, drawn_id: UUID, data: FairOutcomeIn
) -> HttpResponse:
    """Write down what the prospect says of an appointment that was drawn."""
    outcome = data.outcome
    return do(
        request,
        lambda by, at: actions.confirm_appointment(
            drawn_id, challenge_id=challenge_id, outcome=outcome, by=by, at=at
        ),
        out=SaidOut,
    )


def _seen(request: HttpRequest, challenge_id: UUID) -> Challenge:
    caller = caller_of(request)
    one = get_challenge(challenge_id, access=caller.access, on=caller.at.date())
    if not is_looked_at(one):
        raise NotVisible
    return one


def _rounds(one: Challenge) -> list[FairRoundOut]:
    return [
        FairRoundOut(
            number=each.number,
            seed=each.seed,
            drawn_at=each.drawn_at,
            among=[UUID(line) for line in each.among.splitlines()],
            drawn=[drawn.appointment_id for drawn in each.drawn.all()],
        )
        for each in rounds_of(one).prefetch_related("drawn")
    ]


def _with_remarks(point: FairPoint) -> dict[str, Any]:
    told = {name: getattr(point, name) for name in FairPointOut.model_fields}
    return told | {"remarks": list(point.remarks.all())}
