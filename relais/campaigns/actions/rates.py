"""Exchange rates: stored from a file, or fetched from where the settings say; given to costs."""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from relais.campaigns.adapters import fetched
from relais.campaigns.models import Cost, ExchangeRate
from relais.campaigns.queries import rates_around
from relais.campaigns.rules.access import check_may_configure
from relais.campaigns.rules.rates import NoRatesAddress, cross, published_before, read_rates
from relais.outbox.actions import beat
from relais.outbox.queries import last_beat
from relais.people.rules.access import Actor


def store_rates(content: bytes, *, by: Actor) -> int:
    """Store exchange rates from a file of the European Central Bank; give how many are new.

    A rate that is known for a day and currency stays. Costs that waited for one get it.
    :raises NotADirector: for anybody but a director or an administrator.
    :raises WrongRates: for a file that holds none.
    """
    check_may_configure(by)
    home, told = by.organization_id, read_rates(content)
    with transaction.atomic():
        rows = ExchangeRate.objects.of(home)
        before = rows.count()
        ExchangeRate.objects.bulk_create(
            (
                ExchangeRate(organization_id=home, day=day, currency=currency, per_euro=rate)
                for (day, currency), rate in told.items()
            ),
            batch_size=1_000,
            ignore_conflicts=True,
        )
        waiting = Cost.objects.of(home).filter(rate=None).exclude(currency=F("campaign__currency"))
        rate_anew(waiting.select_related("campaign"))
        return rows.count() - before


def fetch_rates(*, by: Actor) -> int:
    """Fetch exchange rates from the address of the settings, and store them; give how many are new.

    :raises NotADirector: for anybody but a director or an administrator.
    :raises NoRatesAddress: where no address is set: nothing is asked from outside then.
    :raises RatesNotFetched: when nothing came of it, saying why.
    :raises WrongRates: when what came are no rates.
    """
    check_may_configure(by)
    if not settings.RATES_URL:
        raise NoRatesAddress
    return store_rates(fetched(settings.RATES_URL), by=by)


def fetch_daily(*, by: Actor, at: datetime) -> int:
    """Fetch the rates of the day, once after they are published, where an address is set.

    What fails is tried again the next day; costs take the rate of a week before at the oldest.
    """
    if not settings.RATES_URL:
        return 0
    name = _heart(by.organization_id)
    last = last_beat(name)
    if last is not None and last >= published_before(at):
        return 0
    beat(name, at=at)
    return fetch_rates(by=by)


def _heart(organization_id: UUID) -> str:
    """Name under what it is remembered that an organization's rates were asked for."""
    return f"rates{organization_id.hex[-15:]}"


def rate_anew(costs: QuerySet[Cost]) -> None:
    """Give costs the rate of their day into what is now the currency of their campaign."""
    for cost in costs:
        rate_cost(cost)
        cost.save(update_fields=["rate", "rate_on"])


def rate_cost(cost: Cost) -> None:
    """Give a cost the rate of its day, where one is known and it needs one."""
    cost.rate, cost.rate_on = None, None
    if cost.currency == cost.campaign.currency:
        return
    known = rates_around(cost.since, organization_id=cost.organization_id)
    rate = cross(known, cost.currency, cost.campaign.currency, cost.since)
    if rate:
        cost.rate, cost.rate_on = rate.value, rate.day
