"""Exchange rates: read from the files of the European Central Bank, kept with costs."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from relais.campaigns.actions import Terms, add_cost, change_campaign, store_rates
from relais.campaigns.models import Cost, ExchangeRate
from relais.campaigns.queries import latest_rates, price_of
from relais.campaigns.rules.access import NotADirector
from relais.campaigns.rules.rates import WrongRates, cross, exchanged, read_rates
from relais.campaigns.rules.terms import CostKind
from tests.persons import SINCE, World

DAY = date(2026, 3, 9)
CSV = b"Date, USD, JPY, CYP, \n09 March 2026, 1.1, 160.5, N/A, \n"
HISTORY = b"Date,USD,\n2026-03-09,1.1,\n2026-03-06,1.2,\n"
XML = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01"
 xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref"><Cube><Cube time='2026-03-09'>
<Cube currency='USD' rate='1.1'/><Cube currency='JPY' rate='160.5'/></Cube></Cube>
</gesmes:Envelope>"""
BOMB = b'<!DOCTYPE a [<!ENTITY b "c">]><a><Cube time="2026-03-09"/></a>'


def zipped(*contents: bytes) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for number, content in enumerate(contents):
            archive.writestr(f"{number}.csv", content)
    return packed.getvalue()


@pytest.mark.once
@pytest.mark.parametrize("content", [CSV, XML, zipped(CSV)])
def test_both_forms_of_the_file_say_the_same(content: bytes) -> None:
    assert read_rates(content) == {
        (DAY, "USD"): Decimal("1.1"), (DAY, "JPY"): Decimal("160.5"),
    }  # fmt: skip


@pytest.mark.once
@pytest.mark.parametrize(
    "content",
    [
        b"", b"Date, USD\n", b"<a/>", b"<a", b"\xff", b"Day, USD\n2026-03-09, 1\n", BOMB,
        b"Date, USD\nsoon, 1\n", b"Date, USD\n2026-03-09, 0\n", b"Date, USD\n2026-03-09, NaN\n",
        b"Date, USD\n2026-03-09," + b"1" * 140_000,
        zipped(), zipped(CSV, CSV), zipped(b" " * 5_000_001), zipped(CSV)[:-20], b"PK",
        b"Date, dollar\n2026-03-09, 1\n", b"Date, USD\n2026-03-09, 1e99\n",
    ],
)  # fmt: skip
def test_what_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(WrongRates):
        read_rates(content)


@pytest.mark.once
def test_the_last_day_of_the_week_before_tells_the_rate() -> None:
    known = read_rates(HISTORY)
    friday = cross(known, "USD", "EUR", date(2026, 3, 8))
    assert friday is not None
    assert (friday.day, friday.value) == (date(2026, 3, 6), Decimal("0.8333333333"))
    assert cross(known, "EUR", "USD", DAY + timedelta(days=7)) is not None
    assert cross(known, "EUR", "USD", DAY + timedelta(days=8)) is None
    assert cross(known, "USD", "JPY", DAY) is None


@pytest.mark.once
def test_minor_units_are_those_of_each_currency() -> None:
    assert exchanged(10_000, Decimal("0.01"), of="JPY", to="EUR") == 10_000
    assert exchanged(1_050, Decimal("160.5"), of="EUR", to="JPY") == 1_685
    assert exchanged(5, Decimal("0.5"), of="USD", to="EUR") == 2


def dollars(world: World, since: date = DAY) -> Cost:
    return add_cost(
        world.campaign.id, kind=CostKind.FIXED, amount=11_000, currency="USD", since=since,
        by=world.by("dora"),
    )  # fmt: skip


def test_rates_are_stored_once_and_stay(world: World) -> None:
    assert store_rates(CSV, by=world.by("ada")) == 2
    assert store_rates(CSV, by=world.by("dora")) == 0
    assert store_rates(CSV.replace(b"1.1", b"1.9"), by=world.by("dora")) == 0
    assert [str(one) for one in latest_rates(world.organization.id)] == [
        "2026-03-09 JPY 160.5000000000", "2026-03-09 USD 1.1000000000",
    ]  # fmt: skip


def test_who_does_not_set_campaigns_stores_no_rates(world: World) -> None:
    for name in ("maya", "tina", "remy"):
        with pytest.raises(NotADirector):
            store_rates(CSV, by=world.by(name))
    with pytest.raises(WrongRates):
        store_rates(b"no", by=world.by("dora"))
    assert not ExchangeRate.objects.exists()


def test_a_cost_keeps_the_rate_of_its_day(world: World) -> None:
    store_rates(HISTORY, by=world.by("dora"))
    cost = Cost.objects.get(id=dollars(world, date(2026, 3, 7)).id)
    assert (cost.rate, cost.rate_on) == (Decimal("0.8333333333"), date(2026, 3, 6))
    assert price_of(cost, currency="EUR") == 9_167


def test_a_cost_without_rate_waits_for_one(world: World) -> None:
    cost = dollars(world)
    assert price_of(cost, currency="EUR") is None
    store_rates(HISTORY, by=world.by("dora"))
    cost.refresh_from_db()
    assert price_of(cost, currency="EUR") == 10_000


def test_another_currency_of_the_campaign_asks_for_other_rates(world: World) -> None:
    store_rates(CSV, by=world.by("dora"))
    cost = dollars(world)
    for currency, price in (("USD", 11_000), ("JPY", 16_050), ("SEK", None)):
        terms = Terms("Printemps", SINCE, world.id("dora"), currency=currency)
        change_campaign(world.campaign.id, terms, by=world.by("dora"))
        cost.refresh_from_db()
        assert price_of(cost, currency=currency) == price
