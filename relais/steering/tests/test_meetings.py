"""Meetings: done, refused by state, refused by person, done twice; and what they show."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db.models.signals import post_init

from relais.acts.actions import do_act, drop_act
from relais.acts.rules import NotOpen
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import lose_lead, open_lead, take_up_lead
from relais.lib.errors import NotVisible
from relais.notifications.tests.steps import contested, transmitted
from relais.outbox.models import OutboxRow
from relais.people.models import Person
from relais.steering.actions.decisions import postpone, take_back
from relais.steering.actions.meetings import (
    cancel_meeting,
    choose_participants,
    close_meeting,
    move_meeting,
    open_meeting,
)
from relais.steering.models import ReviewMeeting
from relais.steering.queries.agenda import agenda_of
from relais.steering.queries.meetings import candidates, following, meetings_visible_to
from relais.steering.rules.meetings import (
    CancelWhy,
    InThePast,
    MeetingNotYours,
    NotHeldOpen,
    NotOfUnit,
    NotOnAgenda,
    NotPlanned,
    PeriodWrong,
    PlannedAlready,
    SaidAlready,
    TooMany,
    Topic,
    When,
)
from relais.steering.tests.steps import (
    FEBRUARY,
    WEDNESDAY,
    closed,
    decided,
    opened,
    planned,
    sheet,
)
from tests.persons import World

LATER = When(WEDNESDAY + timedelta(days=1), 90, "Arras")


def letters(world: World, template: str) -> set[str]:
    rows = OutboxRow.objects.of(world.organization.id).filter(template=template, channel="mail")
    return {str(row.to_person) for row in rows.select_related("to_person")}


def test_a_meeting_is_planned_and_those_who_take_part_are_invited(world: World) -> None:
    meeting = planned(world)
    assert (meeting.state, meeting.sequence, meeting.minutes) == ("planned", 0, 60)
    assert letters(world, "meeting_invited") == {"Remy", "Olga"}
    with pytest.raises(PlannedAlready):
        planned(world)
    south = planned(world, by="dora", unit=world.south, participants=[world.id("sara")])
    assert south.unit_id == world.south.id
    for stranger in ("remy", "milo", "ada", "victor", "tina"):
        with pytest.raises(MeetingNotYours):
            planned(world, by=stranger)
    for outside in (uuid4(), world.id("tina"), world.id("sara")):
        with pytest.raises(NotOfUnit):
            planned(world, participants=[outside])
    with pytest.raises(TooMany):
        planned(world, participants=[uuid4() for _ in range(61)])
    with pytest.raises(PeriodWrong):
        planned(world, until=FEBRUARY["since"] - timedelta(days=1))
    with pytest.raises(InThePast):
        planned(world, when=When(world.at))


def test_a_meeting_is_moved_and_its_invitations_with_it(world: World) -> None:
    meeting = planned(world)
    for _ in range(2):
        moved = move_meeting(meeting.id, LATER, by=world.by("maya"), at=world.at)
        assert (moved.sequence, moved.minutes, moved.place) == (1, 90, "Arras")
    assert letters(world, "meeting_moved") == {"Remy", "Olga"}
    assert OutboxRow.objects.filter(template="meeting_moved").count() == 2
    planned(world)  # its old hour is free
    with pytest.raises(PlannedAlready):
        move_meeting(meeting.id, When(WEDNESDAY), by=world.by("maya"), at=world.at)
    with pytest.raises(MeetingNotYours):
        move_meeting(meeting.id, LATER, by=world.by("remy"), at=world.at)
    with pytest.raises(NotVisible):
        move_meeting(meeting.id, LATER, by=world.by("milo"), at=world.at)
    open_meeting(meeting.id, by=world.by("maya"), at=world.at)
    with pytest.raises(NotPlanned):
        move_meeting(meeting.id, LATER, by=world.by("maya"), at=world.at)


def test_who_takes_part_is_chosen_anew(world: World) -> None:
    meeting = planned(world)
    wanted = [world.id("remy"), world.id("dora")]
    for _ in range(2):
        found = choose_participants(meeting.id, wanted, by=world.by("maya"), at=world.at)
        assert found.sequence == 1
    assert letters(world, "meeting_invited") == {"Remy", "Olga", "Dora"}
    assert letters(world, "meeting_cancelled") == {"Olga"}
    with pytest.raises(NotVisible):  # who is left out sees it no more
        choose_participants(meeting.id, wanted, by=world.by("olga"), at=world.at)
    with pytest.raises(MeetingNotYours):
        choose_participants(meeting.id, wanted, by=world.by("remy"), at=world.at)
    open_meeting(meeting.id, by=world.by("maya"), at=world.at)
    with pytest.raises(NotPlanned):
        choose_participants(meeting.id, wanted, by=world.by("maya"), at=world.at)


def test_a_meeting_is_cancelled_with_its_reason(world: World) -> None:
    meeting = planned(world)
    with pytest.raises(CancelWhy):
        cancel_meeting(meeting.id, words=" ", by=world.by("maya"), at=world.at)
    with pytest.raises(MeetingNotYours):
        cancel_meeting(meeting.id, words="non", by=world.by("remy"), at=world.at)
    gone = cancel_meeting(meeting.id, words=" grève  des trains ", by=world.by("maya"), at=world.at)
    assert (gone.state, gone.words, gone.sequence) == ("cancelled", "grève des trains", 1)
    assert letters(world, "meeting_cancelled") == {"Remy", "Olga"}
    with pytest.raises(NotPlanned):
        cancel_meeting(meeting.id, words="encore", by=world.by("maya"), at=world.at)
    assert planned(world).starts_at == gone.starts_at  # the hour is free again


def about_two(world: World) -> tuple[ReviewMeeting, UUID, UUID]:
    """Plan a meeting about a lead that is overdue and one that is in dispute."""
    lead, other = transmitted(world), contested(world)
    world.later(days=20)
    return planned(world, when=When(world.at + timedelta(days=1))), lead.id, other.id


def test_a_meeting_is_opened_and_shows_what_stood_then(world: World) -> None:
    meeting, lead_id, other_id = about_two(world)
    with pytest.raises(MeetingNotYours):
        open_meeting(meeting.id, by=world.by("olga"), at=world.at)
    open_meeting(meeting.id, by=world.by("maya"), at=world.at)
    with pytest.raises(NotPlanned):
        open_meeting(meeting.id, by=world.by("maya"), at=world.at)
    take_up_lead(lead_id, by=world.by("remy"), at=world.at)
    topics = {item.lead_id: item.topic for item in sheet(world, meeting).items}
    assert topics == {lead_id: Topic.OVERDUE, other_id: Topic.DISPUTE}


def test_decisions_are_acts_and_what_is_put_off_keeps_its_words(world: World) -> None:
    meeting, lead_id, other_id = about_two(world)
    due_on = world.at.date()
    with pytest.raises(NotHeldOpen):
        decided(world, meeting, lead_id=lead_id, due_on=due_on)
    open_meeting(meeting.id, by=world.by("maya"), at=world.at)
    act = decided(world, meeting, lead_id=lead_id, due_on=due_on)
    assert (act.source, act.source_id, act.owner_id) == ("meeting", meeting.id, world.id("remy"))
    with pytest.raises(SaidAlready):
        decided(world, meeting, lead_id=lead_id, due_on=due_on)
    with pytest.raises(SaidAlready):
        postpone(meeting.id, lead_id, by=world.by("maya"), at=world.at)
    for words in ("non", "après les congés"):
        point = postpone(meeting.id, other_id, words=words, by=world.by("maya"), at=world.at)
        assert point.words == words
    with pytest.raises(MeetingNotYours):
        postpone(meeting.id, other_id, by=world.by("remy"), at=world.at)
    with pytest.raises(NotOfUnit):
        decided(world, meeting, what="Ailleurs", owner_id=world.id("sara"), due_on=due_on)
    with pytest.raises(NotOnAgenda):
        postpone(meeting.id, uuid4(), by=world.by("maya"), at=world.at)


def test_a_meeting_is_closed_and_keeps_what_it_decided(world: World) -> None:
    meeting, lead_id, other_id = about_two(world)
    with pytest.raises(NotHeldOpen):
        close_meeting(meeting.id, by=world.by("maya"), at=world.at)
    open_meeting(meeting.id, by=world.by("maya"), at=world.at)
    act = decided(world, meeting, lead_id=lead_id, due_on=world.at.date())
    postpone(meeting.id, other_id, words="congés", by=world.by("maya"), at=world.at)
    with pytest.raises(MeetingNotYours):
        close_meeting(meeting.id, by=world.by("remy"), at=world.at)
    close_meeting(meeting.id, words=" merci ", by=world.by("maya"), at=world.at)
    with pytest.raises(NotHeldOpen):
        close_meeting(meeting.id, by=world.by("maya"), at=world.at)
    with pytest.raises(NotHeldOpen):
        decided(world, meeting, what="Autre", due_on=world.at.date())
    assert letters(world, "meeting_closed") == {"Remy", "Olga"}
    drop_act(act.id, words="autrement", by=world.by("maya"), at=world.at)
    found = sheet(world, meeting)
    assert [one.what for one in found.decisions] == ["Rappeler"]
    assert [(item.account, item.words) for item in found.postponed] == [
        ("Établissements 2", "congés")
    ]


def test_a_decision_is_taken_back(world: World) -> None:
    lead = contested(world)
    meeting = opened(world)
    act = decided(world, meeting, lead_id=lead.id)
    general = decided(world, meeting, what="Revoir la cible")
    with pytest.raises(MeetingNotYours):
        take_back(meeting.id, act.id, by=world.by("remy"), at=world.at)
    with pytest.raises(NotVisible):
        take_back(meeting.id, uuid4(), by=world.by("maya"), at=world.at)
    take_back(meeting.id, act.id, by=world.by("maya"), at=world.at)
    found = sheet(world, meeting)
    assert [item.verdict for item in found.items] == [""]
    assert [one.id for one in found.decisions] == [general.id]
    with pytest.raises(NotOpen):
        take_back(meeting.id, act.id, by=world.by("maya"), at=world.at)
    decided(world, meeting, lead_id=lead.id)  # it may be said again
    closed(world, meeting)
    with pytest.raises(NotHeldOpen):
        take_back(meeting.id, general.id, by=world.by("maya"), at=world.at)


def test_the_next_meeting_starts_from_the_last(world: World) -> None:
    first = opened(world)
    done, left = decided(world, first, what="Fait"), decided(world, first, what="Reste")
    closed(world, first)
    do_act(done.id, by=world.by("remy"), at=world.at)
    span, starts_at = following(first)
    assert (span.since, span.until) == (date(2026, 3, 1), date(2026, 3, 31))
    assert starts_at.weekday() == WEDNESDAY.weekday()
    world.later(days=22)
    then: dict[str, Any] = {"since": span.since, "until": span.until, "when": When(starts_at)}
    second = planned(world, **then)
    told = {act.what: (act.done, act.overdue) for act in sheet(world, second).last}
    assert told == {"Fait": (True, False), "Reste": (False, True)}
    open_meeting(second.id, by=world.by("maya"), at=world.at)
    do_act(left.id, by=world.by("remy"), at=world.at)
    assert sheet(world, second).done_last == 1  # as it stood when the meeting was opened


def test_who_takes_part_or_leads_sees_a_meeting(world: World) -> None:
    meeting = planned(world)
    for name in world.people:
        access = world.by(name).access
        assert access
        seen = set(meetings_visible_to(access))
        assert seen == ({meeting} if name in ("maya", "dora", "remy", "olga") else set()), name


def test_links_lead_only_where_one_may_go(world: World) -> None:
    transmitted(world)
    world.later(days=20)
    meeting = planned(world, when=When(world.at + timedelta(days=1)))
    links = {n: [i.link for i in sheet(world, meeting, n).items] for n in ("maya", "remy", "olga")}
    assert links == {"maya": [True], "remy": [True], "olga": [False]}


def test_an_empty_unit_has_an_empty_meeting(world: World) -> None:
    found = sheet(world, planned(world))
    assert (found.items, found.last, found.decisions) == ([], [], [])
    assert not found.figures.told
    assert found.figures.rates == {}
    assert sum(found.counts.values()) == 0
    assert not ReviewMeeting.objects.exclude(shown={}).exists()


def test_what_was_lost_comes_again_once_it_has_cooled_off(world: World) -> None:
    lead = take_up_lead(transmitted(world).id, by=world.by("remy"), at=world.at)
    reason_id = world.reason(ReasonKind.LOSE, "postponed")
    lose_lead(lead.id, reason_id=reason_id, words="", by=world.by("remy"), at=world.at)
    cool_off = world.campaign.cool_off_days
    asked = {"early": cool_off - 1, "ripe": cool_off, "old": 3 * 365 + 1}
    told = {
        name: [
            (item.topic, item.lead_id)
            for item in agenda_of(world.north, at=world.at + timedelta(days=days)).items
        ]
        for name, days in asked.items()
    }
    assert told == {"early": [], "ripe": [(Topic.RECOVERY, lead.id)], "old": []}
    assert agenda_of(world.south, at=world.at + timedelta(days=cool_off)).items == []
    world.later(days=cool_off)
    open_lead(lead.contact_id, campaign_id=world.campaign.id, by=world.by("tina"), at=world.at)
    assert agenda_of(world.north, at=world.at).items == []  # somebody works on it already


def test_only_who_may_take_part_is_loaded(world: World) -> None:
    loaded = []

    def note(instance: Person, **_: object) -> None:
        loaded.append(instance.id)

    world.by("maya")
    post_init.connect(note, sender=Person)
    try:
        offered = candidates(world.north, on=world.at.date())
    finally:
        post_init.disconnect(note, sender=Person)
    assert {person.id for person in offered} == set(loaded)
    names = {name for name in world.people if world.id(name) in set(loaded)}
    assert names >= {"maya", "remy", "olga", "dora"}
    assert not names & {"sara", "milo", "oscar", "tina"}
