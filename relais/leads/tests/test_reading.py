"""Rows read by the thousand are what the ORM would give."""

import pytest

from relais.database.reading import read_models, read_rows
from relais.leads.models import Lead, LeadEvent
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
