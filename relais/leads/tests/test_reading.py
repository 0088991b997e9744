"""Rows read by the thousand are what the ORM would give."""

import pytest

from relais.database.reading import read_models, read_rows
from relais.leads.models import Lead, LeadEvent
from relais.leads.queries import recorded_events
from relais.leads.tests.conftest import At


@pytest.fixture
def leads(lead_at: At) -> list[Lead]:
    """Give two leads, of which the second has not come as far."""
    return [lead_at("transmitted"), lead_at("qualifying")]


def test_models_have_the_values_of_their_rows(leads: list[Lead]) -> None:
    asked = Lead.objects.order_by("id")
    names = [field.attname for field in Lead._meta.concrete_fields]
    read = read_models(asked)
    assert read == leads
    for one, other in zip(read, asked, strict=True):
        assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]
    assert read[0].account.name == leads[0].account.name  # what stands beside is found as ever
    assert not read[0]._state.adding


def test_rows_have_the_values_that_were_asked_for(leads: list[Lead]) -> None:
    asked = Lead.objects.order_by("id").values_list("rep__last_name", "opened_at", "account_id")
    assert read_rows(asked) == list(asked)
    payloads = LeadEvent.objects.order_by("id").values_list("payload", "key")
    assert read_rows(payloads) == list(payloads)
    assert len(payloads) > len(leads)
    assert read_rows(Lead.objects.none().values_list("id")) == []


@pytest.mark.parametrize("stretch", [1, 2, 3, 4, 1_000])
def test_the_log_is_read_whole_whatever_is_read_at_once(
    leads: list[Lead], stretch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("relais.leads.queries.history.STRETCH", stretch)
    organization_id = leads[0].organization_id
    events = LeadEvent.objects.order_by("lead_id", "sequence").values_list("id", flat=True)
    read = list(recorded_events(organization_id))
    assert [one.id for history in read for one in history] == list(events)
    assert [history[0].lead_id for history in read] == sorted(lead.id for lead in leads)
    some = recorded_events(organization_id, leads=[leads[1].id])
    assert [[one.lead_id for one in history] for history in some] == [
        [leads[1].id] * len(history) for history in read if history[0].lead_id == leads[1].id
    ]
