"""The funnel report: what it counts, over what, and who may see whose figures."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from relais.appointments.actions import book_appointment, report_outcome
from relais.campaigns.rules.terms import ReasonKind
from relais.leads.actions import (
    contest_lead,
    lose_lead,
    replay_leads,
    take_up_lead,
    undo_batch,
    uphold_contest,
    win_lead,
)
from relais.leads.actions.replay import History, Step
from relais.leads.events import (
    Approach,
    AssignmentReason,
    Evidence,
    LeadApproachStarted,
    LeadAssigned,
    LeadOpened,
    LeadSubmitted,
    LeadTakenUp,
    LeadValidated,
    LeadWon,
    Mode,
    Outcome,
)
from relais.leads.models import Lead
from relais.lib.money import Currency
from relais.measures.queries import (
    By,
    NotForYou,
    View,
    caller_pseudonym_of,
    disputes_by_reason,
    funnel_report,
    pseudonym_of,
    take_up_by_week,
)
from relais.people.actions import complete_privacy_checklist, give_role
from relais.people.rules.access import Role
from tests.persons import SINCE, World

Walk = Callable[..., Lead]
EURO = Currency("EUR")


def whole(world: World, since: date | None = None, until: date | None = None) -> View:
    return View(world.organization.id, since=since, until=until)


def test_without_groups_all_leads_are_one(world: World, transmitted: Walk) -> None:
    empty = funnel_report(whole(world), by=(), at=world.at)
    assert (empty.rows, empty.total.counts.opened) == ([], 0)
    take_up_lead(transmitted().id, by=world.by("remy"), at=world.at)
    world.open_lead()
    report = funnel_report(whole(world), by=(), at=world.at)
    assert [(row.key, row.counts.opened, row.counts.turns) for row in report.rows] == [((), 2, 1)]
    assert report.total.rates["take_up_of_turns"].numerator == 1


def seen_by(world: World, name: str) -> View:
    access = world.by(name).access
    assert access is not None
    return View(world.organization.id, access)


def sign(world: World, lead: Lead, by: str) -> None:
    take_up_lead(lead.id, by=world.by(by), at=world.later(hours=1))
    win_lead(
        lead.id,
        amount=5_000,
        margin=1_000,
        currency=EURO,
        signed_on=world.at.date(),
        by=world.by(by),
        at=world.later(days=9, hours=23),
    )


def complete(world: World) -> None:
    complete_privacy_checklist(
        works_council_on=date(2026, 1, 5),
        notice="N-1",
        impact_assessment="I-1",
        by=world.system,
        at=world.at,
    )


def test_each_stage_is_counted_over_its_own_denominator(world: World, transmitted: Walk) -> None:
    sign(world, transmitted(), "remy")
    take_up_lead(transmitted("olga").id, by=world.by("olga"), at=world.at)
    transmitted("olga")
    world.open_lead()
    total = funnel_report(whole(world), by=(By.TELEMARKETER,), at=world.at).total

    assert (total.counts.opened, total.counts.transmitted, total.counts.taken_up) == (4, 3, 2)
    told = {name: (r.numerator, r.denominator) for name, r in total.rates.items() if r.denominator}
    assert told == {
        "yield": (1, 4),
        "take_up": (2, 3),
        "take_up_of_turns": (2, 3),
        "conversion": (1, 3),
        "dispute": (0, 3),
    }
    assert total.rates["honour"].rate is None
    assert total.median_days == 10


@pytest.mark.parametrize(
    ("by", "names"),
    [
        (By.TELEMARKETER, ["Theo", "Tina"]),
        (By.REP, ["Remy", "Sara"]),
        (By.MONTH, ["2026-03", "2026-04"]),
        (By.CAMPAIGN, ["Printemps"]),
        (By.UNIT, ["Nord", "Sud"]),
        (By.STATE, ["transmitted"]),
    ],
)
def test_leads_are_grouped_by(world: World, transmitted: Walk, by: By, names: list[str]) -> None:
    transmitted()
    world.at = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)  # April in Paris
    transmitted("sara", by="theo")
    report = funnel_report(whole(world), by=(by,), at=world.at)

    assert [row.names for row in report.rows] == [(name,) for name in names]
    assert sum(row.counts.opened for row in report.rows) == report.total.counts.opened == 2


def test_groups_may_be_crossed(world: World, transmitted: Walk) -> None:
    transmitted()
    transmitted("sara")
    report = funnel_report(whole(world), by=(By.UNIT, By.MONTH), at=world.at)

    assert [row.names for row in report.rows] == [("Nord", "2026-03"), ("Sud", "2026-03")]


def test_a_period_takes_the_leads_opened_in_it(world: World, transmitted: Walk) -> None:
    transmitted()
    world.at = datetime(2026, 3, 31, 22, 30, tzinfo=UTC)
    transmitted()
    april = whole(world, since=date(2026, 4, 1), until=date(2026, 4, 1))
    march = whole(world, until=date(2026, 3, 31))

    assert funnel_report(april, by=(By.MONTH,), at=world.at).total.counts.opened == 1
    assert [r.names for r in funnel_report(march, by=(By.MONTH,), at=world.at).rows] == [
        ("2026-03",)
    ]


def test_an_empty_organization_has_an_empty_report(world: World) -> None:
    report = funnel_report(whole(world), by=(By.MONTH, By.REP), at=world.at)

    assert report.rows == []
    assert report.total.rates["yield"].rate is None


def test_steps_that_a_file_does_not_tell_are_in_no_count_but_the_yield(world: World) -> None:
    account = world.open_lead()
    remy, signed = world.id("remy"), world.at + timedelta(days=14)
    steps = [
        Step(LeadOpened(world.campaign.id, account.account_id, account.contact_id), world.at),
        *(
            Step(event, signed, inferred=True)
            for event in (
                LeadSubmitted(),
                LeadValidated(),
                LeadAssigned(remy, AssignmentReason.IMPORTED),
                LeadTakenUp(remy),
                LeadApproachStarted(Approach.PROPOSAL),
            )
        ),
        Step(LeadWon(), signed),
    ]
    batch = UUID(int=9)
    replay_leads([History("K1", steps)], batch_id=batch, by=world.system)
    total = funnel_report(whole(world), by=(By.REP,), at=signed).total

    assert (total.counts.won, total.counts.transmitted, total.counts.turns) == (1, 0, 0)
    assert (total.rates["yield"].numerator, total.rates["yield"].denominator) == (1, 2)
    assert total.rates["conversion"].rate is None
    undo_batch(batch, by=world.system, at=signed)
    assert funnel_report(whole(world), by=(By.REP,), at=signed).total.counts.opened == 1


def meet(world: World, lead: Lead, outcome: Outcome, rep: str = "remy") -> None:
    """Book, let the start pass, say what became of it, and let the window close."""
    start = (world.at + timedelta(days=2)).replace(hour=9, minute=0)
    appointment = book_appointment(
        lead.id,
        rep_id=None,
        starts_at=start,
        ends_at=None,
        mode=Mode.PHONE,
        by=world.by("tina"),
        at=world.at,
    )
    world.at = start + timedelta(hours=1)
    missed = outcome in (Outcome.REP_ABSENT, Outcome.REP_CANCELLED)
    reason = world.reason(ReasonKind.NOT_HONOURED, "overload") if missed else None
    report_outcome(appointment.id, outcome=outcome, reason_id=reason, by=world.by(rep), at=world.at)
    world.later(days=5)


def test_appointments_count_under_the_rep_of_their_time(world: World, transmitted: Walk) -> None:
    for outcome in (Outcome.HELD, Outcome.PROSPECT_ABSENT, Outcome.REP_ABSENT):
        meet(world, transmitted(), outcome)
    meet(world, transmitted("olga"), Outcome.PROSPECT_CANCELLED, "olga")
    remy = funnel_report(whole(world), by=(By.REP,), at=world.at).rows[1]

    assert remy.names == ("Remy",)
    assert (remy.counts.due, remy.counts.held, remy.counts.honoured) == (3, 1, 2)
    by_month = funnel_report(whole(world), by=(By.MONTH,), at=world.at)
    assert by_month.total.counts.due == 3


def test_disputes_count_under_who_raised_them_and_their_reason(
    world: World, transmitted: Walk
) -> None:
    reason = world.reason(ReasonKind.CONTEST, "wrong_contact")
    leads = [transmitted(), transmitted()]
    for lead in leads:
        contest_lead(
            lead.id,
            reason_id=reason,
            evidence=(Evidence.SHEET,),
            words="Ce n'est pas elle qui décide.",
            by=world.by("remy"),
            at=world.at,
        )
    uphold_contest(leads[0].id, reason_id=None, words="", by=world.by("maya"), at=world.at)
    (remy,) = (
        row
        for row in funnel_report(whole(world), by=(By.REP,), at=world.at).rows
        if row.names == ("Remy",)
    )
    (counted,) = disputes_by_reason(whole(world))

    assert (remy.counts.decided, remy.counts.upheld) == (1, 1)
    assert (counted.code, counted.contested) == ("wrong_contact", 2)
    assert (counted.upheld.numerator, counted.upheld.denominator) == (1, 1)


def test_everybody_counts_what_he_may_see(world: World, transmitted: Walk) -> None:
    transmitted()
    transmitted("sara", by="theo")
    complete(world)
    opened = {
        name: funnel_report(seen_by(world, name), by=(By.CAMPAIGN,), at=world.at).total.counts
        for name in ("tina", "remy", "olga", "maya", "dora", "ada")
    }

    assert {name: counts.opened for name, counts in opened.items()} == {
        "tina": 1,
        "remy": 1,
        "olga": 0,
        "maya": 1,
        "dora": 2,
        "ada": 0,
    }
    assert opened["tina"].turns == 0


def test_a_telemarketer_never_sees_figures_of_reps(world: World) -> None:
    with pytest.raises(NotForYou):
        funnel_report(seen_by(world, "tina"), by=(By.REP,), at=world.at)


def test_who_leads_and_visits_sees_others_only_once_the_checklist_is_complete(
    world: World, transmitted: Walk
) -> None:
    transmitted()
    give_role(world.id("maya"), Role.REP, unit_id=world.north.id, since=SINCE, by=world.system)
    with pytest.raises(NotForYou):
        funnel_report(seen_by(world, "maya"), by=(By.REP,), at=world.at)
    complete(world)
    assert funnel_report(seen_by(world, "maya"), by=(By.REP,), at=world.at).rows


def test_of_two_persons_in_a_line_each_is_named_as_he_may_be_known(
    world: World, transmitted: Walk
) -> None:
    transmitted()
    complete(world)
    pair, found = (By.REP, By.TELEMARKETER), {}
    for name in ("maya", "dora"):
        [found[name]] = funnel_report(seen_by(world, name), by=pair, at=world.at).rows
    pseudonym = caller_pseudonym_of(world.id("tina"))
    assert found["maya"].names == ("Remy", pseudonym)
    assert found["dora"].names == (pseudonym_of(world.id("remy")), pseudonym)
    assert (found["maya"].key, found["dora"].key) == ((world.id("remy"), None), (None, None))


def test_telemarketers_are_seen_by_themselves_and_by_who_leads_them(
    world: World, transmitted: Walk
) -> None:
    transmitted()
    (own,) = funnel_report(seen_by(world, "tina"), by=(By.TELEMARKETER,), at=world.at).rows
    assert own.key == (world.id("tina"),)
    for name in ("sam", "remy", "maya", "dora"):
        with pytest.raises(NotForYou):
            funnel_report(seen_by(world, name), by=(By.TELEMARKETER,), at=world.at)
    complete(world)
    (seen,) = funnel_report(seen_by(world, "sam"), by=(By.TELEMARKETER,), at=world.at).rows
    assert (seen.key, seen.names) == ((world.id("tina"),), ("Tina",))
    pseudonym = caller_pseudonym_of(world.id("tina"))
    for name in ("maya", "dora"):  # the client of an outsourced call center
        (seen,) = funnel_report(seen_by(world, name), by=(By.TELEMARKETER,), at=world.at).rows
        assert (seen.key, seen.names) == ((None,), (pseudonym,))
    with pytest.raises(NotForYou):
        funnel_report(seen_by(world, "remy"), by=(By.TELEMARKETER,), at=world.at)


def test_a_manager_sees_his_reps_once_the_checklist_is_complete(
    world: World, transmitted: Walk
) -> None:
    transmitted()
    with pytest.raises(NotForYou):
        funnel_report(seen_by(world, "maya"), by=(By.REP,), at=world.at)
    complete(world)
    (row,) = funnel_report(seen_by(world, "maya"), by=(By.REP,), at=world.at).rows

    assert row.names == ("Remy",)
    assert row.key == (world.id("remy"),)


def test_above_the_direct_manager_reps_have_a_pseudonym_and_no_key(
    world: World, transmitted: Walk
) -> None:
    transmitted()
    complete(world)
    (row,) = funnel_report(seen_by(world, "dora"), by=(By.REP,), at=world.at).rows

    assert row.names[0].startswith("R-")
    assert row.key == (None,)
    again = funnel_report(seen_by(world, "dora"), by=(By.REP,), at=world.at)
    assert again.rows[0].names == row.names


def test_a_rep_sees_himself(world: World, transmitted: Walk) -> None:
    transmitted()
    transmitted("olga")
    (row,) = funnel_report(seen_by(world, "remy"), by=(By.REP,), at=world.at).rows

    assert row.names == ("Remy",)


def test_the_number_of_queries_does_not_grow(world: World, transmitted: Walk) -> None:
    transmitted()
    with CaptureQueriesContext(
        connection,
    ) as few:
        funnel_report(whole(world), by=(By.REP, By.MONTH), at=world.at)
    for _ in range(3):
        sign(world, transmitted("olga"), "olga")
    with CaptureQueriesContext(connection) as many:
        funnel_report(whole(world), by=(By.REP, By.MONTH), at=world.at)

    assert len(few) == len(many)


def test_cohorts_take_up_at_their_horizons(world: World, transmitted: Walk) -> None:
    lead = transmitted()
    transmitted("olga")
    take_up_lead(lead.id, by=world.by("remy"), at=world.later(days=3))
    weeks = take_up_by_week(whole(world), at=world.at)

    assert [(w.horizon, w.complete, w.rate.numerator, w.rate.denominator) for w in weeks] == [
        (2, True, 0, 2),
        (7, False, 0, 0),
        (14, False, 0, 0),
    ]
    weeks = take_up_by_week(whole(world), at=world.at + timedelta(days=10))
    assert [(w.horizon, w.complete, w.rate.numerator, w.rate.denominator) for w in weeks] == [
        (2, True, 0, 2),
        (7, True, 1, 2),
        (14, False, 0, 0),
    ]


def test_a_lost_lead_is_counted_as_lost(world: World, transmitted: Walk) -> None:
    lead = transmitted()
    take_up_lead(lead.id, by=world.by("remy"), at=world.at)
    reason = world.reason(ReasonKind.LOSE, "price")
    lose_lead(lead.id, reason_id=reason, words="", by=world.by("remy"), at=world.at)

    assert funnel_report(whole(world), by=(By.UNIT,), at=world.at).total.counts.lost == 1
