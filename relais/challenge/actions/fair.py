"""Fair play: a look at a challenge, what a human says of it, what the person and prospects say.

Nothing follows by itself: points of the ledger go only where a fact is corrected.
"""

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db import transaction

from relais.appointments.models import Appointment
from relais.appointments.queries.lists import facts_of, locked_appointment
from relais.appointments.rules import check_prospect_version
from relais.challenge.models import Challenge, FairDrawn, FairLook, FairPoint, FairRemark, FairRound
from relais.challenge.queries.challenges import today_of
from relais.challenge.queries.fair import is_looked_at, locked_point, whom_he_looks_at
from relais.challenge.queries.fair_look import Looked, look_at
from relais.challenge.rules.fair import (
    CASES,
    FEWEST,
    KEPT_MONTHS,
    MOST_CASES,
    AnsweredAlready,
    FairAnswer,
    Found,
    PersonsFirst,
    SaidAlready,
    TooLongAgo,
    check_note,
    lacking,
    sample,
)
from relais.challenge.rules.game import NotStarted, check_director
from relais.leads.events import AppointmentProspectSaid, Outcome
from relais.leads.log import append
from relais.lib.errors import NotVisible
from relais.people.queries import organization
from relais.people.rules.access import Actor
from relais.privacy.rules import months_after

Open = dict[tuple[str, UUID], FairPoint]
TOLD: Final = ("k", "n", "step", "expected", "p", "others", "cases")


def look_at_challenge(challenge_id: UUID, *, by: Actor, at: datetime) -> FairLook:
    """Look at what everybody did in a challenge, and draw appointments to be confirmed.

    What is found anew stands beside what was answered; what is not found any more goes.
    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotStarted: for a draft, and for one that was cancelled.
    :raises PersonsFirst: before the organization's privacy checklist is complete.
    :raises TooLongAgo: a year after its last day.
    """
    challenge = challenge_to_look_at(challenge_id, by=by, at=at)
    looked = look_at(challenge, at=at)
    with transaction.atomic():
        rows = FairLook.objects.of(by.organization_id).select_for_update()
        look, _ = rows.get_or_create(
            challenge=challenge, defaults={"looked_at": at, "organization_id": by.organization_id}
        )
        look.looked_at, look.people = at, len(looked.parts)
        look.rewarded, look.weighed = len(looked.rewarded), looked.weighed
        look.save()
        _write(challenge, looked, at=at)
        _draw(challenge, looked, at=at)
        return look


def challenge_to_look_at(challenge_id: UUID, *, by: Actor, at: datetime) -> Challenge:
    """Give a challenge to who may look at what everybody did in it.

    :raises NotVisible: for who does not direct, and where there is none.
    :raises NotStarted: for a draft, and for one that was cancelled.
    :raises PersonsFirst: before the organization's privacy checklist is complete.
    :raises TooLongAgo: a year after its last day.
    """
    check_director(by)
    challenge = Challenge.objects.of(by.organization_id).filter(id=challenge_id).first()
    if challenge is None:
        raise NotVisible
    if not is_looked_at(challenge):
        raise NotStarted
    if not organization(by.organization_id).works_council_on:
        raise PersonsFirst
    if months_after(challenge.until, KEPT_MONTHS) < today_of(by.organization_id, at):
        raise TooLongAgo
    return challenge


def answer_point(
    point_id: UUID,
    *,
    challenge_id: UUID,
    answer: FairAnswer,
    note: str,
    by: Actor,
    at: datetime,
) -> FairPoint:
    """Say what a human saw: nothing, or that it was talked about with the person, who reads it.

    :raises NotVisible: for who may not look at this person, and for himself.
    :raises NoteMissing: without a note.
    :raises AnsweredAlready: when somebody has looked.
    """
    with locked_point(
        point_id, challenge_id=challenge_id, organization_id=by.organization_id
    ) as point:
        _check_looks_at(point.person_id, by=by, at=at)
        written = check_note(note)
        if point.answered_at:
            raise AnsweredAlready
        point.answer, point.note = answer.value, written
        point.answered_at, point.answered_by_id = at, by.person_id
        point.save()
        return point


def annotate_point(
    point_id: UUID, *, challenge_id: UUID, words: str, by: Actor, at: datetime
) -> FairPoint:
    """Let the person concerned say something to a point about himself; it stands beside it.

    :raises NotVisible: for anybody else.
    :raises NoteMissing: without words.
    :raises SaidAlready: for the same again.
    """
    with locked_point(
        point_id, challenge_id=challenge_id, organization_id=by.organization_id
    ) as point:
        if not by.is_person(point.person_id):
            raise NotVisible
        text = check_note(words)
        if point.remarks.filter(text=text).exists():
            raise SaidAlready
        FairRemark.objects.create(
            organization_id=by.organization_id, point=point, text=text, written_at=at
        )
        return point


def confirm_appointment(
    drawn_id: UUID, *, challenge_id: UUID, outcome: Outcome, by: Actor, at: datetime
) -> Appointment:
    """Write down what the prospect says of an appointment that was drawn, asked by a call.

    :raises NotVisible: for who may not look at its rep, and for who found the lead.
    :raises NothingToCorrect: when the prospect has said so already.
    :raises NotBooked: when nobody was to go any more.
    """
    rows = FairDrawn.objects.of(by.organization_id).filter(id=drawn_id, challenge_id=challenge_id)
    drawn = rows.first()
    if drawn is None:
        raise NotVisible
    with locked_appointment(drawn.appointment_id, organization_id=by.organization_id) as found:
        lead, appointment = found
        _check_looks_at(appointment.rep_id, by=by, at=at)
        if by.is_person(lead.originator_id):
            raise NotVisible
        said = Outcome(appointment.prospect_said) if appointment.prospect_said else None
        check_prospect_version(facts_of(appointment), outcome=outcome, said=said, at=at)
        append(lead, AppointmentProspectSaid(appointment.id, outcome), by=by, at=at)
        return Appointment.objects.get(id=appointment.id)


def _check_looks_at(person_id: UUID, *, by: Actor, at: datetime) -> None:
    if by.access is None:
        return
    whose = whom_he_looks_at(by.access, on=at.date())
    if by.is_person(person_id) or (whose is not None and person_id not in whose):
        raise NotVisible


def _write(challenge: Challenge, looked: Looked, *, at: datetime) -> None:
    rows = FairPoint.objects.of(challenge.organization_id).filter(challenge=challenge)
    answered: dict[tuple[str, UUID], set[str]] = {}
    before: Open = {}
    for point in rows:
        key = (point.check_name, point.person_id)
        if point.answered_at is None:
            before[key] = point
        else:
            answered.setdefault(key, set()).update(lead_id for lead_id, _ in point.cases)
    found = {
        (one.check.value, one.person_id): one for one in _unanswered(looked.found, answered)
    }  # fmt: skip
    gone = [point.id for key, point in before.items() if key not in found]
    rows.filter(id__in=gone).delete()
    made: dict[tuple[str, UUID], FairPoint] = {}
    for key, one in found.items():
        if key not in before:
            made[key] = _made(challenge, one, looked, at=at)
        _tell(before.get(key) or made[key], one)
    known = [point for key, point in before.items() if key in found]
    FairPoint.objects.bulk_update(known, TOLD, batch_size=500)
    FairPoint.objects.bulk_create(made.values())


def _unanswered(
    found: Iterable[Found], answered: dict[tuple[str, UUID], set[str]]
) -> Iterable[Found]:
    """Leave out what a human has answered: of cases those that he saw, else the whole."""
    for one in found:
        seen = answered.get((one.check.value, one.person_id))
        if seen is None:
            yield one
        elif one.check in CASES:
            left = tuple(case for case in one.cases if str(case[0]) not in seen)
            if len(left) >= FEWEST.get(one.check, 1):
                yield replace(one, k=len(left), cases=left)


def _made(challenge: Challenge, one: Found, looked: Looked, *, at: datetime) -> FairPoint:
    part = looked.parts[one.person_id]
    return FairPoint(
        organization_id=challenge.organization_id,
        challenge=challenge,
        check_name=one.check.value,
        person_id=one.person_id,
        unit_id=part.unit_id,
        call_center_id=part.call_center_id,
        found_at=at,
    )


def _tell(point: FairPoint, one: Found) -> None:
    point.k, point.n, point.step = one.k, one.n, one.step
    point.expected, point.p = one.expected, one.p
    point.others = list(one.others) if one.others else None
    point.cases = [[str(lead_id), word] for lead_id, word in one.cases[:MOST_CASES]]


def _draw(challenge: Challenge, looked: Looked, *, at: datetime) -> None:
    """Draw as many rewarded appointments as are lacking to a tenth, by a seed made now."""
    rows = FairDrawn.objects.of(challenge.organization_id).filter(challenge=challenge)
    drawn = set(rows.values_list("appointment_id", flat=True))
    left = [one for one in looked.rewarded if one not in drawn]
    count = lacking(len(looked.rewarded), len(drawn.intersection(looked.rewarded)))
    if not count:
        return
    rounds = FairRound.objects.of(challenge.organization_id).filter(challenge=challenge)
    seed = secrets.token_hex(32)
    made = FairRound.objects.create(
        organization_id=challenge.organization_id,
        challenge=challenge,
        number=rounds.count() + 1,
        seed=seed,
        among="\n".join(map(str, left)),
        drawn_at=at,
    )
    FairDrawn.objects.bulk_create(
        [
            FairDrawn(
                organization_id=challenge.organization_id,
                round=made,
                challenge=challenge,
                appointment_id=one,
            )
            for one in sample(seed, left, count=count)
        ]
    )
