"""Closing the statement of a call center."""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Max

from relais.lib.errors import NotVisible
from relais.people.models import CallCenter, Organization
from relais.people.rules.access import Actor
from relais.roi.models import ClosedMonth, Statement
from relais.roi.queries.statements import drafted, written_lines
from relais.roi.rules.books import month_of
from relais.roi.rules.closing import MonthOpen, NothingBilled, StatementClosed, check_biller


def close_statement(month: date, center_id: UUID, *, by: Actor, at: datetime) -> Statement:
    """Close what a call center bills for a closed month: for good, under the next number.

    :raises NotBiller: for who does not direct.
    :raises NotVisible: for a call center that there is not.
    :raises StatementClosed: when it is closed.
    :raises MonthOpen: before the month is closed.
    :raises NothingBilled: when the call center bills nothing for it.
    """
    check_biller(by)
    home, month = by.organization_id, month_of(month)
    center = CallCenter.objects.of(home).filter(id=center_id).first()
    if center is None:
        raise NotVisible
    closed = ClosedMonth.objects.of(home).filter(month=month).first()
    if closed is None:
        raise MonthOpen(month=f"{month:%Y-%m}")
    taken = StatementClosed(name=center.name, month=f"{month:%Y-%m}")
    if Statement.objects.of(home).filter(month=closed, call_center=center).exists():
        raise taken
    found = drafted(center, month, at=at)
    if not found.lines:
        raise NothingBilled(name=center.name, month=f"{month:%Y-%m}")
    try:
        with transaction.atomic():
            Organization.objects.select_for_update().get(id=home)  # numbers follow one another
            return Statement.objects.create(
                organization_id=home,
                month=closed,
                call_center=center,
                number=_last_number(home) + 1,
                closed_at=at,
                closed_by_id=by.person_id,
                lines=written_lines(found.lines),
                counts=found.counts,
            )
    except IntegrityError as error:
        raise taken from error  # another process was quicker


def _last_number(organization_id: UUID) -> int:
    rows = Statement.objects.of(organization_id)
    return rows.aggregate(last=Max("number"))["last"] or 0
