"""What somebody who works here did for others, as far as rows of all rooms name him for it.

What is about himself each room gives; here stands what he recorded, led, agreed or closed: that he
did it and when, without the words or figures of those whom it was about.
"""

from collections.abc import Iterator
from typing import Any, Final, NamedTuple
from uuid import UUID

from django.db.models import Q, QuerySet

from relais.accounts.models import AccountOwnership
from relais.acts.models import Act
from relais.appointments.models import Appointment
from relais.calls.models import Callback, CallCorrection
from relais.campaigns.models import Campaign, TargetDefinition
from relais.challenge.models import Challenge, Charged, Draw, FairPoint, RuleSet, Total, Week
from relais.experiments.models import Experiment
from relais.leads.models import HandoverSheet
from relais.outbox.models import Receipt
from relais.privacy.models import Certificate, Hold, MandateRecord, Objection, PrivacyRequest
from relais.prospecting.models import Prospect
from relais.routing.models import RoutingRule


class Named(NamedTuple):
    """Rows of a room that name somebody in one of some columns, and what of them he is given."""

    room: str
    name: str
    model: Any
    by: tuple[str, ...]
    shown: tuple[str, ...]


DEEDS: Final = (
    Named("acts", "acts_agreed_or_closed", Act, ("agreed_by", "closed_by"),
          ("id", "source", "kind", "state", "agreed_at", "closed_at")),
    Named("accounts", "accounts_given", AccountOwnership, ("given_by",),
          ("account__name", "since", "until")),
    Named("campaigns", "campaigns_owned", Campaign, ("owner",), ("name", "status", "created_at")),
    Named("campaigns", "targets_published", TargetDefinition, ("published_by",),
          ("campaign__name", "version", "published_at")),
    Named("experiments", "experiments_planned", Experiment, ("planned_by",),
          ("name", "words", "state", "planned_at", "drawn_at", "closed_at")),
    Named("prospecting", "prospects_kept_for_him", Prospect, ("callback_for", "claimed_by"),
          ("campaign__name", "callback_at", "claimed_until")),
    Named("calls", "calls_corrected", CallCorrection, ("person",), ("call_id", "corrected_at")),
    Named("calls", "callbacks_asked", Callback, ("asked_by",), ("asked_at", "due_at", "why")),
    Named("leads", "sheets_written", HandoverSheet, ("updated_by",), ("lead_id", "updated_at")),
    Named("appointments", "outcomes_told", Appointment, ("reported_by",),
          ("id", "lead_id", "outcome", "reported_at")),
    Named("routing", "routing_rules", RoutingRule, ("person",),
          ("name", "position", "valid_from", "valid_until", "retired_at")),
    Named("challenge", "challenge_weeks", Week, ("person",), ("challenge_id", "week", "points")),
    Named("challenge", "challenge_totals", Total, ("person",),
          ("challenge_id", "side", "points", "factor", "counts", "now", "ever", "named")),
    Named("challenge", "challenges_led", Challenge, ("created_by", "started_by", "closed_by"),
          ("id", "name", "created_at", "started_at", "ended_at", "cancelled_at")),
    Named("challenge", "challenge_rules_written", RuleSet, ("created_by",),
          ("challenge_id", "version", "created_at")),
    Named("challenge", "challenge_draws", Draw, ("drawn_by",), ("challenge_id", "drawn_at")),
    Named("challenge", "challenge_prizes_charged", Charged, ("charged_by",),
          ("challenge_id", "currency", "charged_at")),
    Named("challenge", "challenge_fair_play_answered", FairPoint, ("answered_by",),
          ("challenge_id", "check_name", "answered_at")),
    Named("outbox", "answers_kept_for_programs", Receipt, ("person",),
          ("key", "status", "written_at")),
    Named("privacy", "requests_handled", PrivacyRequest, ("recorded_by", "closed_by"),
          ("id", "kind", "state", "recorded_at", "closed_at")),
    Named("privacy", "objections_recorded", Objection, ("recorded_by",), ("recorded_at",)),
    Named("privacy", "holds", Hold, ("held_by", "lifted_by"), ("held_at", "lifted_at")),
    Named("privacy", "certificates_issued", Certificate, ("issued_by",), ("kind", "issued_at")),
    Named("privacy", "mandates_recorded", MandateRecord, ("written_by",),
          ("call_center__name", "written_at")),
)  # fmt: skip


def deeds_of_person(
    organization_id: UUID, person_id: UUID
) -> Iterator[tuple[str, str, QuerySet[Any, Any]]]:
    """Yield the room, the name and the rows of all that somebody did for others."""
    for one in DEEDS:
        named = Q()
        for column in one.by:
            named |= Q(**{column: person_id})
        rows = one.model.objects.of(organization_id).filter(named)
        yield one.room, one.name, rows.order_by("id").values(*one.shown)
