"""Routing itself: the one way in which a lead, or ten thousand, find their rep."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from relais.leads.events.terms import AssignmentReason
from relais.routing.rules.eligibility import (
    Candidate,
    Ineligible,
    count_ineligible,
    why_barred,
    why_not,
)
from relais.routing.rules.matching import LeadFacts, Rule, RuleBook
from relais.routing.rules.shares import Standing, choose

TURNS = 2  # lapsed turns after which routing stops and the manager assigns


class Waiting(StrEnum):
    """Why a lead stays in the queue."""

    NO_RULE = "no_rule"
    NOBODY_ELIGIBLE = "nobody_eligible"
    TURNS_LAPSED = "turns_lapsed"


class Request(NamedTuple):
    """A lead that wants a rep.

    :param owner_id: who answers for the account.
    :param pair_id: who holds another open lead of the account.
    :param promised_id: in whose diary the appointment was booked.
    :param lapsed: who has let this lead lapse, a person once for each turn.
    :param barred: for whom a judge has found it wrong.
    """

    facts: LeadFacts
    account_id: UUID | None = None
    owner_id: UUID | None = None
    pair_id: UUID | None = None
    promised_id: UUID | None = None
    lapsed: tuple[UUID, ...] = ()
    barred: frozenset[UUID] = frozenset()


@dataclass(frozen=True, slots=True)
class Decision:
    """What became of a request and why, in ids and figures that the log may keep for ever."""

    reason: AssignmentReason | Waiting
    rep_id: UUID | None = None
    unit_id: UUID | None = None
    rule_id: UUID | None = None
    facts: Mapping[str, int] = field(default_factory=dict)


class Router:
    """Decides lead after lead, and remembers what it gave: a batch is as fair as one by one.

    Nothing is written: a preview is a router that is thrown away.

    :param candidates: every rep, those who may not receive now included: they explain a queue.
    """

    def __init__(
        self, rules: Iterable[Rule], *, candidates: Iterable[Candidate], standing: Standing
    ) -> None:
        self._rules = RuleBook(rules)
        self._standing = standing
        self._persons: dict[UUID, Candidate] = {}
        self._pools: defaultdict[UUID, list[Candidate]] = defaultdict(list)
        self._ready: dict[UUID, list[Candidate]] = {}  # of each pool, until somebody is full
        self._open: dict[UUID, int] = {}
        self._limits: defaultdict[UUID, set[int | None]] = defaultdict(set)
        self._pairs: dict[UUID, UUID] = {}
        for candidate in candidates:
            self._persons.setdefault(candidate.person_id, candidate)
            self._open[candidate.person_id] = candidate.open_leads
            self._limits[candidate.person_id].add(candidate.capacity)
            for unit_id in candidate.unit_ids:
                self._pools[unit_id].append(candidate)

    @property
    def reps(self) -> set[UUID]:
        """Everybody who may be given leads, now or later."""
        return set(self._persons)

    def decide(self, request: Request) -> Decision:
        """Find the rep: promised, owner, other lead of the account, then the rules in order."""
        if len(request.lapsed) >= TURNS:
            return Decision(Waiting.TURNS_LAPSED, facts={"turns": len(request.lapsed)})
        decision = self._by_name(request) or self._by_rules(request)
        if decision.rep_id:
            self._count(decision.rep_id)
            if request.account_id:
                self._pairs[request.account_id] = decision.rep_id
        return decision

    def _count(self, rep_id: UUID) -> None:
        held = self._open[rep_id] = self._open[rep_id] + 1
        if held in self._limits[rep_id]:
            self._ready.clear()

    def _by_name(self, request: Request) -> Decision | None:
        pair_id = self._pairs.get(request.account_id) if request.account_id else None
        for person_id, reason in (
            (request.promised_id, AssignmentReason.PROMISED),
            (request.owner_id, AssignmentReason.OWNER),
            (request.pair_id, AssignmentReason.ACCOUNT_PAIR),
            (pair_id, AssignmentReason.ACCOUNT_PAIR),
        ):
            rep = self._persons.get(person_id) if person_id else None
            if rep and not why_barred(rep, lapsed=request.lapsed, barred=request.barred):
                return Decision(reason, rep.person_id, rep.unit_id)
        return None

    def _by_rules(self, request: Request) -> Decision:
        """Follow the first rule; one that names a person who may not receive gives way to the next.

        A unit does not give way: its territory is its own, and its queue is seen by its manager.
        """
        passed_over: Decision | None = None
        for rule in self._rules.matching(request.facts):
            if rule.unit_id:
                return self._by_share(rule, rule.unit_id, request)
            rep = self._persons.get(rule.person_id) if rule.person_id else None
            if rep and not self._why_not(rep, request):
                facts = {"position": rule.position}
                return Decision(AssignmentReason.RULE, rep.person_id, rep.unit_id, rule.id, facts)
            passed_over = passed_over or self._nobody(rule, [rep] if rep else [], request)
        return passed_over or Decision(Waiting.NO_RULE)

    def _by_share(self, rule: Rule, unit_id: UUID, request: Request) -> Decision:
        pool = self._pools[unit_id]
        eligible = self._eligible(unit_id, request)
        rep = choose(eligible, standing=self._standing)
        if not rep:
            return self._nobody(rule, pool, request)
        facts = {
            "position": rule.position,
            "eligible": len(eligible),
            "candidates": len(pool),
            "weight": rep.weight,
            "weights": sum(candidate.weight for candidate in eligible),
            "received": self._standing.received[rep.person_id],
        }
        self._standing.give(rep.person_id)
        return Decision(AssignmentReason.SHARE, rep.person_id, rep.unit_id, rule.id, facts)

    def _eligible(self, unit_id: UUID, request: Request) -> list[Candidate]:
        """Who of a unit may receive: worked out once for all leads that nobody let lapse."""
        if request.lapsed or request.barred:
            pool = self._pools[unit_id]
            return [candidate for candidate in pool if not self._why_not(candidate, request)]
        ready = self._ready.get(unit_id)
        if ready is None:
            pool = self._pools[unit_id]
            ready = [candidate for candidate in pool if not self._why_not(candidate, request)]
            self._ready[unit_id] = ready
        return ready

    def _nobody(self, rule: Rule, pool: Sequence[Candidate], request: Request) -> Decision:
        reasons = count_ineligible(self._why_not(candidate, request) for candidate in pool)
        facts = {"position": rule.position, "candidates": len(pool), **reasons}
        return Decision(Waiting.NOBODY_ELIGIBLE, None, rule.unit_id, rule.id, facts)

    def _why_not(self, candidate: Candidate, request: Request) -> Ineligible | None:
        held = self._open[candidate.person_id]
        return why_not(candidate, lapsed=request.lapsed, barred=request.barred, open_leads=held)
