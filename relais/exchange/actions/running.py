"""One import, chunk by chunk: draft, settle, write, and give each row its verdict."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Final, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import Model

from relais.accounts.models import Account, Contact
from relais.database.behind import writing_behind
from relais.database.counting import count_rows
from relais.exchange.actions.counting import Tally, Verdict
from relais.exchange.actions.parties import Companies, Parties, Party
from relais.exchange.actions.people import People
from relais.exchange.actions.words import Words
from relais.exchange.queries import ask_known, known_leads
from relais.exchange.rules import Before, Draft, Drafter, Fact, Orphans, Row, settle
from relais.exchange.rules.access import LeadNotThere, LeadRejected, SeenBefore
from relais.exchange.rules.history import state_after
from relais.leads.actions import History, Step, continue_histories, replay_leads
from relais.leads.events import LeadOpened, State
from relais.leads.lifecycle import OPEN
from relais.leads.models import Lead
from relais.lib.collecting import collecting_seldom
from relais.lib.errors import Refusal
from relais.people.rules.access import Actor

BEGINNING: Final = 500  # rows with which the database is soon at work
CHUNK: Final = 5_000
GROWN: Final = (0, 1, 4, 16, 64)  # the chunks after which what is there has grown fourfold

Rows = Iterable[Row]
T = TypeVar("T")


class Settled(NamedTuple):
    """A draft with the events that it adds, and where they leave the lead."""

    draft: Draft
    facts: list[Fact]
    state: State
    originator_id: UUID | None
    standing: list[tuple[int, Row]]


class Coming(NamedTuple):
    """A chunk of the first file: the keys of its rows, what they tell, and of whom."""

    keys: list[str]
    drafts: list[Draft]
    companies: Companies


Known = Callable[[], dict[str, Before]]  # what the log says already of the leads of a chunk


@dataclass(slots=True)
class Run:
    """All that one import works with."""

    drafter: Drafter
    campaign_id: UUID
    people: People
    words: Words
    parties: Parties
    tally: Tally
    batch_id: UUID
    by: Actor
    joined: defaultdict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[str, int] = field(default_factory=dict)

    def go(self, rows: Mapping[str, Rows]) -> Tally:
        """Bring everything in; rows of the first file are read as they are needed."""
        with collecting_seldom(), writing_behind():
            self._bring_in(rows)
        return self.tally

    def _bring_in(self, rows: Mapping[str, Rows]) -> None:
        mapping = self.drafter.mapping
        for spec in mapping.joined:
            for row in self._counted(rows[spec.name]):
                self.joined[self.drafter.lead_of(row)].append(row)
        self._take_first(_chunks(self._counted(rows[mapping.first.name])))
        for keys in _chunks(list(self.joined)):
            self._take_orphans(keys)

    def _take_first(self, chunks: Iterator[list[Row]]) -> None:
        """Bring in the first file: a chunk is read and settled while the one before is written.

        What is there already of the chunk that follows is asked when the companies of this one are
        handed over, and its leads not yet: no key stands in two chunks, and nobody waits for them.
        """
        number, coming = 0, self._next(chunks)
        known = self._ask(coming)
        while coming:
            here, coming = coming, self._next(chunks)
            fresh, older = self._settled_all(here.drafts, known())
            parties = here.companies.find({each.draft.key: each.state in OPEN for each in fresh})
            _count(number, Account, Contact)
            known = self._ask(coming)
            self._create(fresh, parties, refused=here.companies.refused)
            self._update(older)
            _count(number, Lead)
            number += 1

    def _next(self, chunks: Iterator[list[Row]]) -> Coming | None:
        """Read a chunk; nothing is asked yet."""
        chunk = next(chunks, None)
        if chunk is None:
            return None
        rows = dict(self._keyed(chunk))
        drafts = self._drafted(rows)
        return Coming(list(rows), drafts, self.parties.read(drafts))

    def _ask(self, coming: Coming | None) -> Known:
        """Ask what there is already of a chunk."""
        if coming is None:
            return dict
        coming.companies.ask()
        return ask_known(self.by.organization_id, coming.keys)

    def _counted(self, rows: Rows) -> Iterator[Row]:
        for row in rows:
            self.tally.read[row.file] += 1
            yield row

    def _keyed(self, rows: Rows) -> Iterator[tuple[str, Row]]:
        for row in rows:
            try:
                key = self.drafter.key_of(row)
                if key in self.lines:
                    raise SeenBefore(key=key, line=self.lines[key])
                self.lines[key] = row.line
                yield key, row
            except Refusal as refusal:
                self.tally.reject(row, refusal)

    def _settled_all(
        self, drafts: Sequence[Draft], known: Mapping[str, Before]
    ) -> tuple[list[Settled], list[tuple[Before, Settled]]]:
        """Settle drafts, those of leads that are known apart; what cannot be is rejected."""
        fresh: list[Settled] = []
        older: list[tuple[Before, Settled]] = []
        for draft in drafts:
            before = known.get(draft.key)
            try:
                settled = self._settled(draft, before)
            except Refusal as refusal:
                self._reject_lead(draft.rows, refusal)
                continue
            if before:
                older.append((before, settled))
            else:
                fresh.append(settled)
        return fresh, older

    def _drafted(self, rows: Mapping[str, Row]) -> list[Draft]:
        drafts = []
        for key, row in rows.items():
            joined = self.joined.pop(key, [])
            try:
                drafts.append(self.drafter.draft(row, key, joined))
            except Refusal as refusal:
                self._reject_lead([row, *joined], refusal)
        return drafts

    def _take_orphans(self, keys: Sequence[str]) -> None:
        """Bring in the joined rows that no row of the first file claimed."""
        known = known_leads(self.by.organization_id, keys)
        older = []
        for key in keys:
            rows, before = self.joined.pop(key), known.get(key)
            if before:
                draft = self.drafter.addition(key, before.opened_at, rows)
                older.append((before, self._settled(draft, before)))
                continue
            for row in rows:
                self._orphan(row, key)
        self._update(older)

    def _orphan(self, row: Row, key: str) -> None:
        if self.drafter.orphans(row) is Orphans.SKIP:
            self.tally.note(row, Verdict.SKIPPED)
        else:
            self.tally.reject(row, LeadNotThere(key=key))

    def _settled(self, draft: Draft, before: Before | None) -> Settled:
        """Work out what a draft adds; its rows that add what cannot be are rejected.

        :raises Refusal: when it is the lead's own row.
        """
        originator_id = None if before else self.people.telemarketer(draft.telemarketer)
        facts, refused = settle(draft, self.words, before=before)
        if draft.row and 0 in refused:
            raise refused[0]
        rows = list(enumerate(draft.rows))
        for row, refusal in [*draft.refused, *((rows[n][1], why) for n, why in refused.items())]:
            self.tally.reject(row, refusal)
        standing = [(number, row) for number, row in rows if number not in refused]
        state = state_after(facts, state=before.state if before else State.QUALIFYING)
        return Settled(draft, facts, state, originator_id, standing)

    def _create(
        self,
        fresh: Sequence[Settled],
        parties: Mapping[str, Party],
        *,
        refused: Mapping[str, Refusal],
    ) -> None:
        taken = [each for each in fresh if each.draft.key in parties]
        histories = [self._history(each, parties[each.draft.key]) for each in taken]
        events = replay_leads(histories, batch_id=self.batch_id, by=self.by)
        self.tally.wrote_leads(events, Counter(each.state for each in taken))
        for each in taken:
            self._tell(each, Verdict.CREATED, parties[each.draft.key].how)
        for each in fresh:
            if refusal := refused.get(each.draft.key):
                self._reject_lead([row for _, row in each.standing], refusal)

    def _history(self, settled: Settled, party: Party) -> History:
        draft = settled.draft
        opened = LeadOpened(
            campaign_id=self.campaign_id,
            account_id=party.account_id,
            contact_id=party.contact_id,
            originator_id=settled.originator_id,
        )
        steps = [Step(opened, draft.opened_at)]
        steps += [Step(fact.event, fact.at, fact.inferred) for fact in settled.facts]
        return History(draft.key, steps)

    def _update(self, older: Sequence[tuple[Before, Settled]]) -> None:
        steps = [
            (before.lead_id, Step(fact.event, fact.at, fact.inferred))
            for before, settled in older
            for fact in settled.facts
        ]
        if steps:
            self.tally.events += continue_histories(steps, by=self.by)
        for _, settled in older:
            self._tell(settled, Verdict.UPDATED, "")

    def _tell(self, settled: Settled, verdict: Verdict, how: str) -> None:
        """Give each row that stands its verdict: a lead is created, the rest adds or does not."""
        told = {fact.source for fact in settled.facts}
        if verdict is Verdict.CREATED:
            self.tally.matched[how] += 1
        for number, row in settled.standing:
            own = row is settled.draft.row
            if verdict is Verdict.CREATED and own:
                self.tally.note(row, verdict, how)
            else:
                self.tally.note(row, Verdict.UPDATED if number in told else Verdict.SKIPPED)

    def _reject_lead(self, rows: Sequence[Row], refusal: Refusal) -> None:
        """Reject the row of a lead, and all others that belong to it."""
        own, *joined = rows
        self.tally.reject(own, refusal)
        for each in joined:
            self.tally.reject(each, LeadRejected(line=own.line, file=own.file))


def _count(number: int, *rooms: type[Model]) -> None:
    if number in GROWN:
        count_rows(*rooms)


def _chunks(things: Iterable[T]) -> Iterator[list[T]]:
    iterator, size = iter(things), BEGINNING
    while chunk := list(islice(iterator, size)):
        yield chunk
        size = CHUNK
