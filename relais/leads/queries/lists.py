"""Which leads a person sees: one predicate for list, record, total, export and feed."""

from collections.abc import Collection
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery

from relais.accounts.models import Account, AccountOwnership
from relais.campaigns.queries import campaigns_visible_to
from relais.database.among import among
from relais.database.prepared import Prepared, PreparedModels
from relais.leads.events import State
from relais.leads.lifecycle import OPEN
from relais.leads.models import HandoverSheet, Lead, Message
from relais.leads.queries.disputes import disputes_to_judge
from relais.lib.errors import NotVisible
from relais.people.models import Person
from relais.people.queries import AskedBy, below
from relais.people.rules.access import Access, Role

UNDER_REVIEW = [s.value for s in (State.SUBMITTED, State.RETURNED, State.REFUSED, State.VALIDATED)]
PERSONS = ("originator", "rep", "relay", "promised_rep")
BESIDE = ("campaign", "account", "contact", "unit", "reason", "call_center", "definition")
BEFORE_REVIEW = [s.value for s in (State.NEW, State.QUALIFYING)]


def visible_to(access: Access, *, through: str = "") -> Q:
    """Give the predicate of the leads that a person may see (domain.md, section 5).

    A rep sees nothing before transmission; an administrator no lead by virtue of that role. Each
    alternative tells the organization, so that an index finds its rows: told once beside them all,
    SQLite would read the whole organization.
    :param through: the way to the lead from a row that points at one, as "lead__".
    """

    def ours(**columns: Any) -> Q:
        told = {"organization_id": access.organization_id} | columns
        return Q(**{f"{through}{name}": value for name, value in told.items()})

    if access.has(Role.DIRECTOR):
        return ours()
    seen = Q(pk__in=[])
    if access.has(Role.TELEMARKETER):
        seen |= ours(originator_id=access.person_id)
    if access.has(Role.SUPERVISOR):
        seen |= ours(call_center_id__in=access.supervised)
    if access.has(Role.REP):
        seen |= ours(rep_id=access.person_id)
    if access.has(Role.RELAY):
        seen |= ours(relay_id=access.person_id)
        seen |= _below(access, Role.RELAY, ours(state__in=UNDER_REVIEW), through)
    if access.has(Role.MANAGER):
        later = ours() & ~Q(**{f"{through}state__in": BEFORE_REVIEW})
        seen |= _below(access, Role.MANAGER, later, through)
    return seen


def seen_through(access: Access, way: str) -> Q:
    """Give the predicate of the rows whose lead a person may see, a voided one left out."""
    return visible_to(access, through=way) & ~Q(**{f"{way}state": State.VOIDED.value})


def leads_visible_to(access: Access) -> QuerySet[Lead]:
    """List the leads that a person may see, voided ones left out."""
    return _visible_to(access).all()


@lru_cache(maxsize=1024)  # what may be seen follows from the access alone; never asked itself
def _visible_to(access: Access) -> QuerySet[Lead]:
    return Lead.objects.filter(visible_to(access)).exclude(state=State.VOIDED.value)


def waiting_for(access: Access, *, on: date) -> QuerySet[Lead]:
    """List the leads that wait for a deed of this person, by any of the roles that he has on a day.

    The telemarketer's to qualify or complete, the relay's to review, the rep's to take up and
    approach, the manager's to give to somebody, and the disputes that are this person's to judge.
    """
    own = Q(id__in=disputes_to_judge(access, on=on).order_by().values("id"))
    if access.has(Role.TELEMARKETER):
        own |= Q(originator_id=access.person_id, state__in=[State.QUALIFYING, State.RETURNED])
    if access.has(Role.RELAY):
        own |= Q(id__in=reviews_for(access).order_by().values("id"))
    if access.has(Role.REP):
        own |= Q(rep_id=access.person_id, state__in=[State.TRANSMITTED, State.TAKEN_UP])
    if access.has(Role.MANAGER):
        own |= _below(access, Role.MANAGER) & Q(state=State.VALIDATED)
    return Lead.objects.of(access.organization_id).filter(own)


def reviews_for(access: Access) -> QuerySet[Lead]:
    """List the leads that this relay may decide on, the most urgent first; none that he found."""
    return (
        Lead.objects.of(access.organization_id)
        .filter(_below(access, Role.RELAY), state=State.SUBMITTED.value)
        .exclude(originator_id=access.person_id)
        .order_by("due_at", "id")
    )


def get_visible_lead(lead_id: UUID, *, access: Access) -> Lead:
    """Get a lead with all that its page shows beside it.

    :raises NotVisible: when there is none that this person may see.
    """
    found = _one_visible_to(access)(lead_id)
    if not found:
        raise NotVisible
    _know_persons(found[0])
    return found[0]


@lru_cache(maxsize=1024)  # as `_visible_to`: another access is another query
def _one_visible_to(access: Access) -> PreparedModels[Lead]:
    def ask(lead_id: UUID) -> QuerySet[Lead]:
        return leads_visible_to(access).filter(id=lead_id).select_related(*BESIDE)

    return PreparedModels(ask, examples=(UUID(int=0),))


def pulse_of(lead_id: UUID, *, access: Access) -> tuple[Any, ...] | None:
    """Give what tells whether the page of a lead is still as it was drawn; one small query.

    The number of its last event, when its thread and its sheet were last written in; None where
    this person may not, or no longer, see it.
    """
    return next(iter(_pulse(access, lead_id)), None)


def _ask_pulse(access: Access, lead_id: UUID) -> QuerySet[Any, Any]:
    words = Message.objects.filter(lead_id=OuterRef("id"), organization_id=access.organization_id)
    written = Subquery(words.order_by("-written_at").values("written_at")[:1])
    rows = leads_visible_to(access).filter(id=lead_id).order_by()
    return rows.values_list("sequence", written, "sheet__updated_at")


_pulse: Final = AskedBy(_ask_pulse, examples=(UUID(int=0),))


def _ask_persons(ids: list[UUID]) -> QuerySet[Person]:
    return Person.objects.filter(among("id", ids))


_persons: Final = PreparedModels(_ask_persons, examples=([UUID(int=0)],))


def _know_persons(lead: Lead) -> None:
    """Put the persons of a lead beside it, in one query: PostgreSQL plans four joins for long."""
    ids = {name: getattr(lead, f"{name}_id") for name in PERSONS}
    found = {person.id: person for person in _persons([each for each in ids.values() if each])}
    for name, person_id in ids.items():
        setattr(lead, name, found.get(person_id))


def get_lead(lead_id: UUID, *, organization_id: UUID) -> Lead:
    """Get a lead whoever asks, for the clock and the command line.

    :raises NotVisible: when the organization has none.
    """
    lead = Lead.objects.of(organization_id).filter(id=lead_id).first()
    if lead is None:
        raise NotVisible
    return lead


def with_open_lead(organization_id: UUID) -> Q:
    """Give the predicate of the rows whose `contact_id` is that of a contact with an open lead."""
    living = Lead.objects.of(organization_id).filter(
        contact_id=OuterRef("contact_id"), state__in=sorted(state.value for state in OPEN)
    )
    return Q(Exists(living))


def open_lead_of_contact(contact_id: UUID, *, organization_id: UUID) -> Lead | None:
    """Find the one lead that lives for a contact."""
    return (
        Lead.objects.of(organization_id)
        .filter(contact_id=contact_id, state__in=[state.value for state in OPEN])
        .first()
    )


def open_leads_of_account(account_id: UUID, *, access: Access, on: date) -> QuerySet[Lead]:
    """List what lives for a company, for who is about to call there: not to be opened from here.

    Whom a call center sends learns of the campaigns on which it is engaged, and of no other.
    """
    return (
        Lead.objects.of(access.organization_id)
        .filter(account_id=account_id, state__in=[state.value for state in OPEN])
        .filter(campaign__in=campaigns_visible_to(access, on=on).order_by())
        .select_related("rep", "campaign", "contact")
        .order_by("-state_since", "id")
    )


def accounts_without_owner(organization_id: UUID, *, most: int) -> list[Account]:
    """List some companies with a lead under way for which nobody answers, by name.

    The first that are found, however many there are: where nearly all are owned, and where hardly
    any is, it ends soon.
    """
    ids = [account_id for (account_id,) in _unowned(most)(organization_id)]
    found = Account.objects.of(organization_id).filter(id__in=ids) if ids else ()
    return sorted(found, key=lambda account: account.name_key)


@lru_cache(maxsize=16)  # how many are wanted stands in the query
def _unowned(most: int) -> Prepared:
    def ask(organization_id: UUID) -> QuerySet[Any, Any]:
        owned = AccountOwnership.objects.of(organization_id).filter(
            account_id=OuterRef("account_id"), until=None
        )
        live = Lead.objects.of(organization_id).filter(
            ~Exists(owned), state__in=[state.value for state in OPEN]
        )
        return live.order_by().values_list("account_id").distinct()[:most]

    return Prepared(ask, examples=(UUID(int=1),))


def waiting_with(organization_id: UUID, rep_ids: Collection[UUID]) -> dict[UUID, int]:
    """Count the leads under way of some reps; who has none is left out."""
    if not rep_ids:
        return {}
    rows = Lead.objects.of(organization_id).filter(
        among("rep_id", rep_ids), state__in=[state.value for state in OPEN]
    )
    return dict(rows.order_by().values_list("rep_id").annotate(Count("id")))


def words_for(access: Access) -> QuerySet[Message]:
    """List what others wrote about the leads that a person found, the latest first."""
    return (
        Message.objects.of(access.organization_id)
        .filter(lead__originator_id=access.person_id)
        .exclude(author_id=access.person_id)
        .exclude(author=None)
        .select_related("author", "lead__account")
        .order_by("-written_at", "-id")
    )


def last_words_of(access: Access, lead_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """Give when a person last wrote into the thread of each of some leads, if ever."""
    asked = list(lead_ids)
    return dict(_last_words(access.organization_id, access.person_id, asked)) if asked else {}


def _ask_last_words(home: UUID, author_id: UUID, lead_ids: list[UUID]) -> QuerySet[Any, Any]:
    rows = Message.objects.of(home).filter(among("lead_id", lead_ids), author_id=author_id)
    last = rows.filter(about=None).order_by().values("lead_id").annotate(last=Max("written_at"))
    return last.values_list("lead_id", "last")


_last_words: Final = Prepared(_ask_last_words, examples=(UUID(int=1), UUID(int=2), [UUID(int=0)]))


def overdue(at: datetime) -> QuerySet[Lead]:
    """List the leads of all organizations whose clock has run out."""
    return Lead.objects.filter(due_at__lte=at).order_by("due_at", "id")


def sheet_of(lead: Lead) -> HandoverSheet | None:
    """Get the hand-over sheet of a lead, if one was begun."""
    return next(iter(_sheets(lead.organization_id, lead.id)), None)


def _ask_sheets(organization_id: UUID, lead_id: UUID) -> QuerySet[HandoverSheet]:
    return HandoverSheet.objects.of(organization_id).filter(lead_id=lead_id)


_sheets: Final = PreparedModels(_ask_sheets, examples=(UUID(int=1), UUID(int=2)))


def thread_of(lead: Lead) -> QuerySet[Message]:
    """List the words exchanged about a lead, the oldest first."""
    return _ask_thread(lead.organization_id, lead.id)


def read_thread(lead: Lead) -> list[Message]:
    """Give the words exchanged about a lead, for one who reads them all."""
    return _thread(lead.organization_id, lead.id)


def _ask_thread(organization_id: UUID, lead_id: UUID) -> QuerySet[Message]:
    rows = Message.objects.of(organization_id).filter(lead_id=lead_id)
    return rows.select_related("author").order_by("written_at", "id")


_thread: Final = PreparedModels(_ask_thread, examples=(UUID(int=1), UUID(int=2)))


def _below(access: Access, role: Role, also: Q | None = None, through: str = "") -> Q:
    also = also or Q(organization_id=access.organization_id)
    near = below(access, role, through=through) & also
    return near | (Q(**{f"{through}unit": None}) & also) if access.over(role, None) else near


def has_transmitted(organization_id: UUID) -> bool:
    """Say whether a lead was ever handed to a rep."""
    return bool(_transmitted(organization_id))


def _ask_transmitted(organization_id: UUID) -> QuerySet[Any, Any]:
    rows = Lead.objects.of(organization_id).exclude(transmitted_at=None)
    return rows.values_list("id")[:1]


_transmitted: Final = Prepared(_ask_transmitted, examples=(UUID(int=1),))
