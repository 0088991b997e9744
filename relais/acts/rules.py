"""What an act is, and who may agree, do and drop it (pure)."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum
from typing import Final
from uuid import UUID

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop
from relais.people.rules.access import Access, Actor, Role

LONGEST: Final = 400
NO_WORDS: Final = "–"  # what an act says once its words are erased


class ActSource(StrEnum):
    """Where an act comes from."""

    OWN = "own"
    DIAGNOSIS = "diagnosis"
    MEETING = "meeting"
    COACHING = "coaching"
    EXPERIMENT = "experiment"


class ActKind(StrEnum):
    """What is to be done, in the words of the field."""

    FOLLOW_LEADS = "follow_leads"
    ACCOMPANY = "accompany"
    COACH = "coach"
    LISTEN = "listen"
    ASK_OUTCOMES = "ask_outcomes"
    HEAR_DISPUTES = "hear_disputes"
    CLARIFY_DEFINITION = "clarify_definition"
    COMPLETE_SHEETS = "complete_sheets"
    CALL_BEFORE_VISIT = "call_before_visit"
    RECOVER = "recover"
    REASSIGN = "reassign"
    OTHER = "other"


class ActState(StrEnum):
    """Where an act stands."""

    PROPOSED = "proposed"
    AGREED = "agreed"
    DONE = "done"
    DROPPED = "dropped"


OPEN: Final = (ActState.PROPOSED, ActState.AGREED)


class WhatMissing(Refusal):
    """An act says what is to be done."""

    code = "what_missing"
    message = gettext_noop("Say what is to be done, in at most %(most)s characters.")


class DueBefore(Refusal):
    """Nothing is agreed for yesterday."""

    code = "due_before"
    message = gettext_noop("The day until which it is to be done must not be past.")


class NotProposed(Refusal):
    """It was agreed, done or dropped already."""

    code = "not_proposed"
    message = gettext_noop("This act is not a proposal any more.")


class NotOpen(Refusal):
    """It was done or dropped already."""

    code = "act_not_open"
    message = gettext_noop("This act is not open any more.")


class NotClosed(Refusal):
    """It is still open."""

    code = "act_not_closed"
    message = gettext_noop("This act is open.")


class WhyMissing(Refusal):
    """Who drops what was agreed says why."""

    code = "why_missing"
    message = gettext_noop("Say why this is dropped.")


class NotYours(Refusal):
    """He sees it, and it is for others to do this."""

    code = "act_not_yours"
    message = gettext_noop("Only who does this act, agreed it or leads its unit may do this.")


def check_what(what: str) -> str:
    """Give what is to be done, in one line.

    :raises WhatMissing: when nothing is said, or too much.
    """
    words = " ".join(what.split())
    if not 0 < len(words) <= LONGEST:
        raise WhatMissing(most=LONGEST)
    return words


def check_due(due_on: date, *, today: date) -> None:
    """Refuse a day that is past.

    :raises DueBefore: for one.
    """
    if due_on < today:
        raise DueBefore


def check_why(words: str) -> str:
    """Give the reason for which an act is dropped.

    :raises WhyMissing: without one.
    """
    words = " ".join(words.split())
    if not words:
        raise WhyMissing
    return words[:LONGEST]


def leads(who: Access | Actor, unit_path: str) -> bool:
    """Say whether somebody leads a unit: its managers, those above them, and directors."""
    return who.has(Role.DIRECTOR) or who.over(Role.MANAGER, unit_path)


def works_in(by: Actor, unit_path: str) -> bool:
    """Say whether somebody holds a role in exactly this unit."""
    paths = by.access.unit_paths.values() if by.access else ()
    return any(unit_path in found for found in paths)


def check_may_give(by: Actor, *, owner_id: UUID, unit_path: str) -> None:
    """Refuse an act for a unit that the actor does not lead, but what he takes on in his own.

    :raises NotYours: then.
    """
    own = by.is_person(owner_id) and works_in(by, unit_path)
    if not (own or leads(by, unit_path)):
        raise NotYours


def check_may_be_about(by: Actor, person_id: UUID | None, *, rep_paths: Collection[str]) -> None:
    """Refuse an act about somebody whom the actor does not lead, himself left out.

    :raises NotYours: then.
    """
    if person_id is None or by.is_system or by.is_person(person_id):
        return
    if not any(leads(by, path) for path in rep_paths):
        raise NotYours


def check_may_do(
    by: Actor, *, owner_id: UUID | None, agreed_by: UUID | None, about: UUID | None, path: str
) -> None:
    """Refuse who neither does an act, nor agreed it, nor leads its unit or the rep it is about.

    Somebody else's own matter is seen only by who does it, agreed it, or leads him directly.
    :raises NotYours: then.
    """
    if about and not by.is_person(about):
        return
    if not (by.is_person(owner_id) or by.is_person(agreed_by) or leads(by, path)):
        raise NotYours
