"""What the words of a file mean here: persons, reasons, deadlines (`rules.settle.Names`)."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q

from relais.appointments.queries import outcome_due_at
from relais.campaigns.models import Campaign, Reason
from relais.campaigns.rules.terms import ReasonKind
from relais.database.models import uuid7
from relais.exchange.actions.people import People
from relais.exchange.rules import FileMapping, Rep
from relais.exchange.rules.access import NoSuchReason
from relais.lib.money import Currency
from relais.people.queries import Calendars


class Words:
    """The dictionary of one import."""

    def __init__(self, mapping: FileMapping, campaign: Campaign, people: People) -> None:
        self.zone = mapping.zone
        self.currency = Currency(mapping.campaign.currency)
        self._people = people
        self._campaign = campaign
        self._calendars = Calendars(campaign.organization_id)
        own = Q(campaign=None) | Q(campaign=campaign)
        rows = Reason.objects.of(campaign.organization_id).filter(own, retired_at=None)
        self._reasons = {
            (kind, code): reason_id
            for kind, code, reason_id in rows.values_list("kind", "code", "id")
        }

    def rep(self, known_by: str) -> Rep:
        """Give a rep.

        :raises NotThere: for somebody who is not known and may not be added.
        """
        return self._people.rep(known_by)

    def reason(self, kind: ReasonKind, code: str) -> UUID | None:
        """Give a reason by its code; a row may give none.

        :raises NoSuchReason: for one that is not on the list.
        """
        if not code:
            return None
        found = self._reasons.get((kind.value, code))
        if found is None:
            raise NoSuchReason(code=code, kind=kind.value)
        return found

    def outcome_due_at(self, rep: Rep, ends_at: datetime) -> datetime:
        """Give until when the outcome of an appointment is awaited."""
        calendar = self._calendars.of_person(rep.id)
        return outcome_due_at(calendar, ends_at=ends_at, campaign=self._campaign)

    def new_id(self) -> UUID:
        """Make an id."""
        return uuid7()
