"""The Olist funnel, whole: 8,000 leads and 842 deals, and the figures that are known of them."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from relais.exchange.actions import Given, ImportResult, import_leads
from relais.leads.models import Lead, LeadEvent
from relais.measures.queries import By, Report, View, funnel_report
from relais.people.models import Membership, Organization

MAPPING = Path(__file__).resolve().parents[3] / "docs" / "mappings" / "olist.toml"
NOW = datetime(2026, 4, 1, tzinfo=UTC)


def test_olist_comes_in_with_the_figures_that_are_known_of_it(
    db: None, shared_data: Path, tmp_path: Path
) -> None:
    files = sorted((shared_data / "olist").glob("*.csv"))
    result = import_leads(Given(files, MAPPING, tmp_path), by=None, at=NOW)

    assert (result.read, result.created, result.updated) == (8_842, 8_000, 841)
    assert (result.skipped, result.rejected) == (0, 1)
    report_says_what_is_known()
    the_early_deal_is_rejected_in_words(result)
    what_is_not_told_is_inferred()


def report_says_what_is_known() -> None:
    whole, spring = report(), report(since=date(2018, 1, 1), until=date(2018, 5, 31))
    people = Membership.objects.exclude(role="director").values("person").distinct()

    assert (whole.telemarketers, whole.reps) == (32, 22)
    assert people.count() == 32 + 22 - 13  # thirteen are both
    assert (whole.total.counts.won, whole.total.counts.opened) == (841, 8_000)
    assert f"{841 / 8_000:.1%}" == "10.5%"
    assert (spring.total.counts.won, spring.total.counts.opened) == (780, 5_998)
    assert f"{780 / 5_998:.1%}" == "13.0%"
    assert whole.total.median_days == pytest.approx(14.7, abs=0.05)


def the_early_deal_is_rejected_in_words(result: ImportResult) -> None:
    assert result.rejects_file
    with result.rejects_file.open(encoding="utf-8-sig", newline="") as file:
        (reject,) = csv.DictReader(file)
    lead = Lead.objects.get(external_key=reject["mql_id"])

    assert reject["file"] == "deals"
    assert reject["reason"] == (
        "“won” on 2018-03-06 comes before the lead was opened, on 2018-03-08."
    )
    assert (lead.won_at, lead.originator_id) == (None, None)


def what_is_not_told_is_inferred() -> None:
    told = LeadEvent.objects.filter(inferred=False)

    assert set(told.values_list("kind", flat=True)) == {"lead.opened", "lead.won"}
    assert LeadEvent.objects.filter(inferred=True).count() == 841 * 5
    assert not Lead.objects.exclude(taken_up_at=None).exists()


def report(*, since: date | None = None, until: date | None = None) -> Report:
    view = View(Organization.objects.get(slug="olist").id, since=since, until=until)
    return funnel_report(view, by=(By.MONTH,), at=NOW)
