"""Somebody who asks: a prospect with a lead and all that is written of him."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from relais.accounts.actions import AccountDetails, ContactDetails, add_account, add_contact
from relais.accounts.models import Contact
from relais.campaigns.rules.terms import SheetField
from relais.erasure.actions import receive_request
from relais.leads.actions import open_lead, post_message, write_sheet
from relais.leads.models import Lead
from relais.privacy.models import PrivacyRequest
from relais.privacy.rules import Channel, RequestKind
from tests.persons import World


@dataclass
class Asker:
    """A prospect and the privacy officer who answers him."""

    world: World
    contact: Contact
    lead: Lead

    def ask(self, kind: RequestKind, *, by: str = "paul", **more: Any) -> PrivacyRequest:
        """Let somebody record what the prospect asks."""
        told: dict[str, Any] = {
            "who": "Anne Petit",
            "reach": "anne@petit.example",
            "channel": Channel.MAIL,
            "received_on": self.world.at.date(),
            "contact_ids": [self.contact.id],
        }
        return receive_request(kind, **(told | more), by=self.world.by(by), at=self.world.at)


def person_at(world: World, account_id: UUID, **details: str) -> Contact:
    """Add a person at a company."""
    told = ContactDetails(**({"last_name": "Petit", "first_name": "Anne"} | details))
    return add_contact(account_id, told, by=world.system, at=world.at)


@pytest.fixture
def asker(world: World) -> Asker:
    """Give a prospect with a number and an address of her own, a sheet and a thread."""
    return asker_of(world)


def asker_of(world: World) -> Asker:
    """Let Tina open a lead for a prospect, and write all that she knows."""
    company = AccountDetails(name="Tissages du Nord", phone="03 20 99 99 99", city="Lille")
    account = add_account(company, by=world.system, at=world.at)
    contact = person_at(
        world, account.id, phone="03 20 12 34 56", email="anne@petit.example", function="DAF"
    )
    tina = world.by("tina")
    lead = open_lead(contact.id, campaign_id=world.campaign.id, by=tina, at=world.at)
    fields = {SheetField.NEED: "Deux presses pour Anne", SheetField.CONTEXT: "Pressée"}
    write_sheet(lead.id, fields=fields, answers={"q": "Anne"}, by=tina, at=world.at)
    post_message(lead.id, text="Anne Petit rappelle mardi", by=tina, at=world.at)
    return Asker(world, contact, lead)
