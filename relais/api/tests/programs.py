"""A client of the API that speaks for a person of the tests."""

from typing import Any
from uuid import UUID

from django.test import Client

from relais.campaigns.rules.terms import SheetField
from relais.leads.actions import write_sheet
from relais.leads.models import Lead, LeadEvent
from relais.people.actions import issue_token
from relais.people.queries import SCOPES
from relais.routing.actions import submit_lead, validate_lead
from tests.laid import begin, unnoticed
from tests.persons import World


class Program:
    """Calls for persons by their first names; each has a key with all scopes."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._keys: dict[str, str] = {}

    def key(self, name: str, *scopes: str) -> str:
        """Make a key of a person, with all scopes unless some are named."""
        with unnoticed(self.world):
            return issue_token(
                self.world.id(name),
                name="program",
                scopes=scopes or SCOPES,
                expires_at=None,
                by=self.world.system,
                at=self.world.at,
            )

    def get(self, name: str, path: str, **query: str | int) -> Any:
        """Read as a person."""
        return self._client(name).get(f"/api/v1{path}", query)

    def post(self, name: str, path: str, body: object = None, **headers: str) -> Any:
        """Do something as a person."""
        return self.send("post", name, path, body, **headers)

    def send(self, method: str, name: str, path: str, body: object = None, **headers: str) -> Any:
        """Do something as a person, by any method."""
        call = getattr(self._client(name), method)
        return call(f"/api/v1{path}", body or {}, content_type="application/json", headers=headers)

    def seen_by(self, name: str, path: str = "/leads") -> set[str]:
        """Give the ids that a person's list shows, page by page."""
        seen: set[str] = set()
        query: dict[str, str | int] = {"limit": 2}
        while True:
            page = self.get(name, path, **query).json()
            seen |= {item["id"] for item in page["items"]}
            if page["next"] is None:
                return seen
            query["cursor"] = page["next"]

    def _client(self, name: str) -> Client:
        if name not in self._keys:
            self._keys[name] = self.key(name)
        headers = {"Authorization": f"Bearer {self._keys[name]}"}
        return Client(enforce_csrf_checks=True, headers=headers)


def submitted(world: World, *, owner: str | None = "remy") -> Lead:
    """Let Tina submit a lead with its sheet filled in."""
    return begin(world, _submitted, owner=owner)


def _submitted(world: World, *, owner: str | None) -> Lead:
    lead = world.open_lead(owner=owner)
    fields = {SheetField.NEED: "Un parc à renouveler", SheetField.CONTEXT: "Bail en juin"}
    write_sheet(lead.id, fields=fields, answers={}, by=world.by("tina"), at=world.at)
    return submit_lead(lead.id, by=world.by("tina"), at=world.at)


def transmitted(world: World, *, owner: str = "remy") -> Lead:
    """Let Victor validate a lead: it goes to the owner of the account."""
    return begin(world, _transmitted, owner=owner)


def _transmitted(world: World, *, owner: str) -> Lead:
    return validate_lead(_submitted(world, owner=owner).id, by=world.system, at=world.at)


def kinds(lead_id: UUID | str) -> list[str]:
    """List what is in the log of a lead."""
    rows = LeadEvent.objects.filter(lead_id=lead_id).order_by("sequence")
    return list(rows.values_list("kind", flat=True))
