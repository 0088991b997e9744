import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relais.leads.events.terms import AssignmentReason
from relais.routing.rules import (
    Candidate,
    Decision,
    LeadFacts,
    Request,
    Router,
    Rule,
    Share,
    Standing,
    Turn,
    Waiting,
    explain,
    month_of,
    standing_of,
)
from relais.routing.rules.reasons import WORDS

LYON, RHONE = UUID(int=1), UUID(int=2)
REMY, OLGA, PAUL = (UUID(int=number) for number in (11, 12, 13))
ACCOUNT = UUID(int=50)
FACTS = LeadFacts(date(2026, 6, 8), "FR", "69003")
AT = datetime(2026, 6, 8, 9, tzinfo=UTC)
EVERYTHING = Rule(UUID(int=90), 1, unit_id=LYON)


def rep(person_id: UUID, **more: object) -> Candidate:
    return Candidate(person_id, (LYON, RHONE), **more)  # type: ignore[arg-type]


REPS = [rep(REMY), rep(OLGA), rep(PAUL)]


def router(*candidates: Candidate, rules: tuple[Rule, ...] = (EVERYTHING,)) -> Router:
    return Router(rules, candidates=candidates or REPS, standing=Standing())


def test_the_owner_of_the_account_comes_before_the_rules() -> None:
    decision = router().decide(Request(FACTS, owner_id=PAUL, pair_id=OLGA))
    assert (decision.rep_id, decision.unit_id) == (PAUL, LYON)
    assert decision.reason is AssignmentReason.OWNER


def test_the_rep_in_whose_diary_the_slot_is_comes_before_the_owner() -> None:
    decision = router().decide(Request(FACTS, owner_id=PAUL, promised_id=OLGA))
    assert (decision.rep_id, decision.reason) == (OLGA, AssignmentReason.PROMISED)


def test_an_owner_at_capacity_still_receives_the_leads_of_his_account() -> None:
    full = rep(PAUL, capacity=3, open_leads=3)
    assert router(full, rep(OLGA)).decide(Request(FACTS, owner_id=PAUL)).rep_id == PAUL


@pytest.mark.parametrize("kept_out", [{"in_post": False}, {"absent": True}])
def test_an_owner_who_is_not_there_gives_way_to_the_rules(kept_out: dict[str, object]) -> None:
    decision = router(rep(PAUL, **kept_out), rep(OLGA)).decide(Request(FACTS, owner_id=PAUL))
    assert (decision.rep_id, decision.reason) == (OLGA, AssignmentReason.SHARE)


def test_who_let_the_lead_lapse_does_not_get_it_again_even_as_owner() -> None:
    decision = router().decide(Request(FACTS, owner_id=REMY, lapsed=(REMY,)))
    assert decision.rep_id == OLGA


def test_after_two_lapsed_turns_the_manager_assigns() -> None:
    decision = router().decide(Request(FACTS, owner_id=PAUL, lapsed=(REMY, OLGA)))
    assert decision == Decision(Waiting.TURNS_LAPSED, facts={"turns": 2})


def test_leads_of_one_account_in_one_batch_go_to_the_same_rep() -> None:
    batch = router()
    decisions = [batch.decide(Request(FACTS, account_id=ACCOUNT)) for _lead in range(4)]
    assert {decision.rep_id for decision in decisions} == {REMY}
    assert [decision.reason for decision in decisions[1:]] == [AssignmentReason.ACCOUNT_PAIR] * 3
    assert batch.decide(Request(FACTS, account_id=UUID(int=51))).rep_id == OLGA


def test_without_a_rule_the_lead_waits_and_says_so() -> None:
    abroad = Rule(UUID(int=91), 1, unit_id=LYON, country="BE")
    assert router(rules=(abroad,)).decide(Request(FACTS)) == Decision(Waiting.NO_RULE)


def test_a_unit_where_nobody_can_receive_keeps_the_lead_and_counts_why() -> None:
    elsewhere = Rule(UUID(int=92), 2, person_id=PAUL)
    team = [
        rep(REMY, absent=True),
        rep(OLGA, capacity=2, open_leads=2),
        rep(PAUL, weight=0),
        rep(UUID(int=14), in_post=False),
        rep(UUID(int=15)),
    ]
    decision = router(*team, rules=(EVERYTHING, elsewhere)).decide(
        Request(FACTS, lapsed=(UUID(int=15),))
    )
    assert decision.reason is Waiting.NOBODY_ELIGIBLE
    assert (decision.unit_id, decision.rule_id) == (LYON, EVERYTHING.id)
    assert decision.facts == {
        "position": 1, "candidates": 5,
        "absent": 1, "full": 1, "no_part": 1, "not_in_post": 1, "turn_lapsed": 1,
    }  # fmt: skip


def test_a_rule_that_names_an_absent_person_gives_way_to_the_next() -> None:
    named = Rule(UUID(int=93), 1, person_id=PAUL)
    after = Rule(UUID(int=94), 2, unit_id=RHONE)
    team = [rep(PAUL, absent=True), rep(OLGA)]
    assert router(rules=(named, after)).decide(Request(FACTS)).reason is AssignmentReason.RULE
    assert router(*team, rules=(named, after)).decide(Request(FACTS)).rep_id == OLGA
    alone = router(*team, rules=(named,)).decide(Request(FACTS))
    assert (alone.reason, alone.facts["absent"]) == (Waiting.NOBODY_ELIGIBLE, 1)


def test_a_rule_for_a_region_reaches_the_reps_of_its_agencies() -> None:
    region = Rule(UUID(int=95), 1, unit_id=RHONE)
    decision = router(rules=(region,)).decide(Request(FACTS))
    assert (decision.rep_id, decision.unit_id) == (REMY, LYON)


def test_capacity_fills_up_within_a_batch() -> None:
    batch = router(rep(REMY, capacity=3, open_leads=1), rep(OLGA, capacity=1))
    given = [batch.decide(Request(FACTS)).rep_id for _lead in range(5)]
    assert Counter(given) == {REMY: 2, OLGA: 1, None: 2}


def test_a_preview_changes_nothing() -> None:
    standing = Standing()
    first = Router([EVERYTHING], candidates=REPS, standing=replace(standing)).decide(Request(FACTS))
    again = Router([EVERYTHING], candidates=REPS, standing=Standing()).decide(Request(FACTS))
    assert first == again


people = [UUID(int=number) for number in range(11, 17)]
teams = st.lists(
    st.builds(
        Candidate,
        person_id=st.sampled_from(people), unit_ids=st.just((LYON,)), weight=st.integers(0, 3),
        capacity=st.none() | st.integers(0, 4), open_leads=st.integers(0, 3),
        in_post=st.booleans(), absent=st.booleans(),
    ),
    min_size=1, max_size=6, unique_by=lambda candidate: candidate.person_id,
)  # fmt: skip
persons = st.none() | st.sampled_from(people)
requests = st.lists(
    st.builds(
        Request,
        facts=st.just(FACTS), account_id=st.none() | st.sampled_from([ACCOUNT, UUID(int=51)]),
        owner_id=persons, pair_id=persons, promised_id=persons,
        lapsed=st.lists(st.sampled_from(people), max_size=2).map(tuple),
    ),
    max_size=25,
)  # fmt: skip


@given(teams, requests)
def test_nobody_who_may_not_receive_is_ever_chosen(
    team: list[Candidate], leads: list[Request]
) -> None:
    batch = Router([EVERYTHING], candidates=team, standing=Standing())
    by_id = {candidate.person_id: candidate for candidate in team}
    held = {candidate.person_id: candidate.open_leads for candidate in team}
    for lead in leads:
        decision = batch.decide(lead)
        if not decision.rep_id:
            assert isinstance(decision.reason, Waiting)
            continue
        chosen = by_id[decision.rep_id]
        assert chosen.in_post
        assert not chosen.absent
        assert chosen.person_id not in lead.lapsed
        if decision.reason is AssignmentReason.SHARE:
            assert chosen.weight > 0
            assert chosen.capacity is None or held[chosen.person_id] < chosen.capacity
        held[chosen.person_id] += 1


@given(teams, requests, st.lists(st.sampled_from(people), max_size=12))
def test_a_batch_decides_like_one_lead_after_the_other(
    team: list[Candidate], leads: list[Request], past: list[UUID]
) -> None:
    """Each single decision starts from the turns, the open leads and the pairs as stored."""
    month = month_of(AT, zone=ZoneInfo("Europe/Paris"))
    shares = [Share(c.person_id, LYON, c.weight, month.start) for c in team]
    turns = [Turn(AT, person_id) for person_id in past]
    batch = Router(
        [EVERYTHING], candidates=team, standing=standing_of(shares, turns=turns, month=month)
    )
    stored = {candidate.person_id: candidate for candidate in team}
    pairs: dict[UUID, UUID] = {}
    for lead in leads:
        single = Router(
            [EVERYTHING],
            candidates=stored.values(),
            standing=standing_of(shares, turns=turns, month=month),
        )
        pair_id = lead.pair_id or (pairs.get(lead.account_id) if lead.account_id else None)
        if lead.pair_id and lead.account_id:
            lead = lead._replace(account_id=None)
        decision = single.decide(lead._replace(pair_id=pair_id))
        assert batch.decide(lead) == decision
        if decision.rep_id:
            chosen = stored[decision.rep_id]
            stored[decision.rep_id] = replace(chosen, open_leads=chosen.open_leads + 1)
            if lead.account_id:
                pairs[lead.account_id] = decision.rep_id
        if decision.rep_id and decision.reason is AssignmentReason.SHARE:
            turns.append(Turn(AT, decision.rep_id))


def test_every_decision_has_words_that_its_figures_fill() -> None:
    for reason in [*AssignmentReason, *Waiting]:
        template, params = explain(reason, facts={}, names={})
        assert template % params
        assert set(re.findall(r"%\((\w+)\)s", template)) <= params.keys()
    assert set(WORDS) == {*AssignmentReason, *Waiting}


def test_a_share_is_told_with_its_figures() -> None:
    decision = router().decide(Request(FACTS))
    template, params = explain(
        decision.reason, facts=decision.facts, names={REMY: "Remy", LYON: "Lyon"},
        rep_id=decision.rep_id, unit_id=decision.unit_id,
    )  # fmt: skip
    assert template % params == (
        "By rule 1, to Remy (Lyon), who was furthest below his part: received this "
        "month: 0, parts: 1 of 3. 3 of 3 could receive."
    )
