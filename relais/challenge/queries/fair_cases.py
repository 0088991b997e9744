"""Cases of a challenge that are to be looked at by themselves, and shares beside the others'."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import chain
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Lower

from relais.appointments.models import Appointment
from relais.calls.models import Call
from relais.calls.rules import CallOutcome
from relais.challenge.models import Challenge, Entry
from relais.challenge.rules.bunching import Share
from relais.challenge.rules.fair import (
    APPROACH_DAYS,
    FEWEST,
    MOST_CASES,
    SHORTEST_CALL,
    Case,
    FairCheck,
    Found,
    Why,
)
from relais.challenge.rules.game import Side
from relais.challenge.rules.ledger import window_of
from relais.challenge.rules.points import PointRule
from relais.database.among import among
from relais.leads.events import LeadApproachStarted, Outcome
from relais.leads.models import LeadEvent
from relais.people.models import Person
from relais.people.queries import organization

SHORT: Final = timedelta(seconds=SHORTEST_CALL)
APPROACHED_IN: Final = timedelta(days=APPROACH_DAYS)
Pairs = Iterable[tuple[UUID, UUID, str]]  # person, lead, word


def rewarded_leads(challenge: Challenge) -> QuerySet[Entry]:
    """List the lines by which leads won points."""
    rows = Entry.objects.of(challenge.organization_id).filter(challenge=challenge)
    return rows.filter(points__gt=0)


def rewarded_appointments(challenge: Challenge) -> QuerySet[Appointment]:
    """List the appointments that were held by which somebody won points for an approach."""
    zone = ZoneInfo(organization(challenge.organization_id).timezone)
    start, end = window_of(challenge.since, challenge.until, zone)
    lines = rewarded_leads(challenge).filter(
        lead_id=OuterRef("lead_id"), rule=PointRule.APPROACH_STARTED.value
    )
    rows = Appointment.objects.of(challenge.organization_id).filter(
        Exists(lines), outcome=Outcome.HELD.value, starts_at__gte=start, starts_at__lt=end
    )
    return rows.order_by("id")


def cases_of(challenge: Challenge) -> Iterator[Found]:
    """Yield what is to be looked at case by case, in as many queries whatever there is."""
    short, timed = _short_calls(challenge)
    yield from _found(FairCheck.SHORT_CALLS, short, timed)
    themselves, twice = list(_by_themselves(challenge)), list(_twice(challenge))
    leads = _leads_of_each(challenge, {person_id for person_id, _, _ in chain(themselves, twice)})
    yield from _found(FairCheck.SELF, themselves, leads)
    yield from _found(FairCheck.DUPLICATES, twice, leads)
    said = rewarded_appointments(challenge).exclude(prospect_said=None)
    told = [
        (rep_id, lead_id, word or "")
        for rep_id, lead_id, word in said.values_list("rep_id", "lead_id", "prospect_said")
    ]
    count = defaultdict[UUID, int](int)
    for rep_id, _, _ in told:
        count[rep_id] += 1
    otherwise = [row for row in told if row[2] != Outcome.HELD]
    yield from _found(FairCheck.OTHERWISE, otherwise, count)


def without_approach(challenge: Challenge, *, at: datetime) -> QuerySet[Any, Any]:
    """List the take-ups that are old enough and had no appointment ahead; `without` an approach
    within its days."""
    approach = LeadEvent.objects.filter(
        organization_id=challenge.organization_id,
        lead_id=OuterRef("lead_id"),
        kind=LeadApproachStarted.kind,
        occurred_at__lte=OuterRef("last"),
    )
    ahead = Appointment.objects.filter(
        organization_id=challenge.organization_id,
        lead_id=OuterRef("lead_id"),
        starts_at__gt=OuterRef("occurred_at"),
    )
    last = ExpressionWrapper(F("occurred_at") + APPROACHED_IN, output_field=DateTimeField())
    rows = rewarded_leads(challenge).filter(
        ~Exists(ahead), rule=PointRule.TAKEN_UP.value, occurred_at__lte=at - APPROACHED_IN
    )
    return rows.annotate(last=last).annotate(without=~Exists(approach))


def shares_without(
    challenge: Challenge, reps: Collection[UUID], *, at: datetime
) -> Iterator[Share]:
    """Yield of how many take-ups each rep started no approach."""
    rows = without_approach(challenge, at=at).order_by()
    without = _lines_of_each(rows.filter(without=True))
    for person_id, n in sorted(_lines_of_each(rows).items()):
        if person_id in reps:
            yield Share(person_id, without.get(person_id, 0), n)


def with_cases(found: Iterable[Found], rows: QuerySet[Entry]) -> dict[UUID, tuple[Case, ...]]:
    """Give the leads of some lines of those of whom something was found, by person."""
    persons = {one.person_id for one in found}
    told: defaultdict[UUID, list[Case]] = defaultdict(list)
    if persons:
        mine = rows.filter(among("person_id", persons)).order_by("person_id", "occurred_at")
        for person_id, lead_id in mine.values_list("person_id", "lead_id"):
            if (case := (lead_id, "")) not in told[person_id]:
                told[person_id].append(case)
    return {person_id: tuple(cases[:MOST_CASES]) for person_id, cases in told.items()}


def _lines_of_each(lines: QuerySet[Entry]) -> dict[UUID, int]:
    return dict(lines.values("person_id").annotate(n=Count("id")).values_list("person_id", "n"))


def _leads_of_each(challenge: Challenge, persons: Collection[UUID]) -> dict[UUID, int]:
    mine = rewarded_leads(challenge).filter(among("person_id", persons))
    rows = mine.values("person_id").order_by("person_id")
    return dict(rows.annotate(n=Count("lead_id", distinct=True)).values_list("person_id", "n"))


def _found(check: FairCheck, pairs: Pairs, of: dict[UUID, int]) -> Iterator[Found]:
    """Gather cases by person: each lead once, its words together."""
    told: defaultdict[UUID, dict[UUID, list[str]]] = defaultdict(dict)
    for person_id, lead_id, word in pairs:
        words = told[person_id].setdefault(lead_id, [])
        if word not in words:
            words.append(word)
    for person_id, leads in told.items():
        if len(leads) >= FEWEST.get(check, 1):
            cases = [(lead_id, " ".join(words)) for lead_id, words in leads.items()]
            yield Found(check, person_id, len(leads), of[person_id], tuple(cases))


def _short_calls(challenge: Challenge) -> tuple[Pairs, dict[UUID, int]]:
    """Give the calls under a minute that opened leads which won their callers points, and how
    many such leads each has. Where a longer call with the same contact came before, it is none.
    """
    won = rewarded_leads(challenge).filter(
        lead_id=OuterRef("lead_id"), person_id=OuterRef("person_id")
    )
    calls = Call.objects.of(challenge.organization_id).filter(
        Exists(won), outcome=CallOutcome.QUALIFIED.value, ended_at__gt=F("started_at")
    )
    of_each = calls.values("person_id").order_by("person_id")
    each = of_each.annotate(n=Count("lead_id", distinct=True))
    longer = Call.objects.filter(
        organization_id=challenge.organization_id,
        contact_id=OuterRef("contact_id"),
        started_at__lte=OuterRef("started_at"),
        ended_at__gte=F("started_at") + SHORT,
    )
    short = calls.filter(~Exists(longer)).order_by("person_id", "started_at")
    columns = ("person_id", "lead_id", "started_at", "ended_at")
    pairs = [
        (person_id, lead_id, str((end - start) // timedelta(seconds=1)))
        for person_id, lead_id, start, end in short.values_list(*columns)
    ]
    return pairs, dict(each.values_list("person_id", "n"))


def _by_themselves(challenge: Challenge) -> Iterator[tuple[UUID, UUID, str]]:
    """Yield the leads whose contact has a number or an address of a person of the house, or the
    name of who won points by it; and, where both are paid, those that a rep found himself."""
    persons = Person.objects.of(challenge.organization_id)
    mails = persons.exclude(email="").annotate(mail=Lower("email")).values("mail")
    phones = persons.exclude(phone="").values("phone")
    lines = rewarded_leads(challenge).order_by("person_id", "occurred_at").annotate(
        mail=Lower("lead__contact__email"),
        last=Lower("lead__contact__last_name"), own_last=Lower("person__last_name"),
        first=Lower("lead__contact__first_name"), own_first=Lower("person__first_name"),
    )  # fmt: skip
    which = {
        Why.EMAIL: Q(mail__in=mails),
        Why.PHONE: Q(lead__contact__phone__in=phones),
        Why.NAME: Q(last=F("own_last"), first=F("own_first")) & ~Q(last=""),
    }
    if challenge.rules.sides is Side.BOTH:
        which[Why.OWN] = Q(lead__rep_id=F("lead__originator_id"))
    for why, q in which.items():
        for person_id, lead_id in lines.filter(q).values_list("person_id", "lead_id"):
            yield person_id, lead_id, why.value


def _twice(challenge: Challenge) -> Iterator[tuple[UUID, UUID, str]]:
    """Yield the leads by which somebody won points for one contact, or one company at one place,
    under two accounts. Other places of a company are no duplicates."""
    company = ("lead__account__siren", "lead__account__postcode")
    keys: dict[Why, tuple[str, ...]] = {
        Why.PHONE: ("lead__contact__phone",), Why.EMAIL: ("lead__contact__email",),
        Why.COMPANY: company,
    }  # fmt: skip
    for why, columns in keys.items():
        lines = rewarded_leads(challenge).exclude(**{columns[0]: ""}).order_by()
        groups = lines.values("person_id", *columns).annotate(
            accounts=Count("lead__account_id", distinct=True)
        )
        several = set(groups.filter(accounts__gt=1).values_list("person_id", *columns))
        yield from _leads_with(lines, columns, several, why)


def _leads_with(
    lines: QuerySet[Entry], columns: tuple[str, ...], several: set[tuple[Any, ...]], why: Why
) -> Iterator[tuple[UUID, UUID, str]]:
    if not several:
        return
    first = {key[1] for key in several}
    rows = lines.filter(**{f"{columns[0]}__in": first}).order_by("person_id", "occurred_at")
    for person_id, lead_id, *key in rows.values_list("person_id", "lead_id", *columns):
        if (person_id, *key) in several:
            yield person_id, lead_id, why.value
