"""Closing a month of the books."""

from datetime import date, datetime
from typing import Final

from django.db import IntegrityError, OperationalError, transaction

from relais.campaigns.models import Campaign
from relais.leads.queries.integrity import hold_log, is_out_of_patience
from relais.people.rules.access import Actor
from relais.roi.models import ClosedMonth, FrozenFigure
from relais.roi.queries.months import (
    book_at_closing,
    following,
    last_closed,
    prices_of,
    zone_of,
)
from relais.roi.queries.prices import written
from relais.roi.rules.books import SETTLING, Closing, month_of
from relais.roi.rules.months import (
    BooksBusy,
    CurrencyClosed,
    MonthClosed,
    check_closable,
    check_closer,
)

PATIENCE: Final = 10.0  # seconds; a deed takes a few thousandths of one


def close_month(month: date, *, by: Actor, at: datetime) -> ClosedMonth:
    """Close a month: freeze what it came to, for good. There is no opening again.

    What is recorded from now on is written in the month in which it is recorded. Nobody waits
    but for those who are writing, and not for long: what they began in the last minute counts as
    recorded after.
    :raises NotDirector: for who does not direct.
    :raises MonthClosed: when it is closed.
    :raises NothingToClose: when nothing was ever recorded.
    :raises NotItsTurn: while an earlier month is open.
    :raises MonthNotOver: before its end.
    :raises BooksBusy: when those who are writing do not come to an end.
    """
    month = check_closing(month, by=by, at=at)
    try:
        with transaction.atomic():
            hold_log(within=PATIENCE)
        return _freeze(month, by=by, at=at)
    except IntegrityError as error:
        raise MonthClosed(month=f"{month:%Y-%m}") from error  # another process was quicker
    except OperationalError as error:
        if is_out_of_patience(error):
            raise BooksBusy(month=f"{month:%Y-%m}") from error
        raise


def check_closing(month: date, *, by: Actor, at: datetime) -> date:
    """Check that a month may be closed now, and give its first day.

    :raises NotDirector: for who does not direct.
    :raises MonthClosed: when it is closed.
    :raises NothingToClose: when nothing was ever recorded.
    :raises NotItsTurn: while an earlier month is open.
    :raises MonthNotOver: before its end.
    """
    check_closer(by)
    home, month = by.organization_id, month_of(month)
    check_closable(
        month, following=following(home), last=last_closed(home), zone=zone_of(home), at=at
    )
    return month


def check_currency(campaign: Campaign) -> None:
    """Keep a campaign to the currency in which a closed month tells of it.

    :raises CurrencyClosed: once there is one.
    """
    rows = FrozenFigure.objects.of(campaign.organization_id).filter(campaign=campaign)
    month = rows.order_by("month__month").values_list("month__month", flat=True).first()
    if month:
        raise CurrencyClosed(month=f"{month:%Y-%m}", name=campaign.name, currency=campaign.currency)


def _freeze(month: date, *, by: Actor, at: datetime) -> ClosedMonth:
    """Work a month out, which may take a while, then write it down, which does not.

    Nothing that is recorded meanwhile is of the month: nobody has to wait for it.
    """
    home, prices = by.organization_id, prices_of(by.organization_id)
    closing = Closing(month, at - SETTLING)
    book = book_at_closing(closing, organization_id=home, prices=prices.prices)
    with transaction.atomic():
        closed = ClosedMonth.objects.create(
            organization_id=home,
            month=month,
            closed_at=at,
            closed_by_id=by.person_id,
            recorded_until=closing.recorded_until,
            prices=written(prices),
            costs_left_out=len(prices.unrated),
        )
        FrozenFigure.objects.bulk_create(
            FrozenFigure(
                organization_id=home, month=closed, part=part, figures=figures, **key._asdict()
            )
            for (part, key), figures in book.items()
        )
    return closed
