"""Accounts, the people there, and who answers for them."""

from datetime import datetime
from typing import Annotated, Any, Final
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Query, Router

from relais.accounts import actions
from relais.accounts.queries import (
    accounts_visible_to,
    contacts_of,
    find_accounts,
    get_account,
    ownerships_of,
)
from relais.api.brought import BroughtOut, PreviewedRowsOut, told
from relais.api.door import Deed, Key, caller_of, do
from relais.api.fields import (
    NO_NUL,
    Count,
    Country,
    ExternalKey,
    Ids,
    In,
    Line,
    Listing,
    Name,
    Out,
    Page,
    Short,
    Tag,
    Zone,
)
from relais.api.paging import page_of
from relais.lib.errors import NotVisible
from relais.people.queries import Access, Actor

router: Final = Router(tags=["accounts"], auth=Key("accounts:write"))
READ: Final = Key("accounts:read")


class AccountOut(Out):
    """A company; `phone` is in E.164, "" if what was typed cannot be dialled."""

    id: UUID
    name: str
    siren: str
    siret: str
    vat: str
    domain: str
    phone: str
    street: str
    postcode: str
    city: str
    country: str
    activity_code: str
    sector: str
    size: int | None
    external_key: str | None
    created_at: datetime


class ContactOut(Out):
    """A person at a company."""

    id: UUID
    account_id: UUID
    first_name: str
    last_name: str
    function: str
    email: str
    phone: str
    timezone: str
    language: str
    external_key: str | None
    created_at: datetime


class OwnershipOut(Out):
    """Which rep answered for an account, from when to when."""

    id: UUID
    account_id: UUID
    rep_id: UUID
    since: datetime
    until: datetime | None
    given_by_id: UUID | None


class MovedOut(Out):
    """How many accounts changed hands."""

    accounts: int


class AccountIn(In):
    """What is known of a company; identifiers are checked."""

    name: Line
    siren: Short = ""
    siret: Short = ""
    vat: Short = ""
    website: Line = ""
    phone: Short = ""
    street: Line = ""
    postcode: Annotated[str, Field(max_length=16, pattern=NO_NUL)] = ""
    city: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    country: Country = "FR"
    activity_code: Tag = ""
    sector: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    size: Count | None = None
    external_key: ExternalKey | None = None


class ContactIn(In):
    """What is known of a person at a company."""

    last_name: Name
    first_name: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    function: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""
    email: Annotated[str, Field(max_length=254, pattern=NO_NUL)] = ""
    phone: Short = ""
    timezone: Zone | None = None
    language: Annotated[str, Field(max_length=8, pattern=r"^[A-Za-z-]*$")] = ""
    external_key: ExternalKey | None = None


class GiveIn(In):
    """Which accounts, to which rep."""

    account_ids: Ids
    rep_id: UUID


class OwnedIn(In):
    """A company, and the address of the rep who answers for it."""

    account: AccountIn
    rep: Annotated[str, Field(max_length=254, pattern=NO_NUL)]


class OwnedAccountsIn(In):
    """Companies with their reps: 1,000 at most at a time."""

    accounts: Annotated[list[OwnedIn], Field(min_length=1, max_length=1_000)]


class TransferIn(In):
    """Whose accounts, to whom."""

    from_rep_id: UUID
    to_rep_id: UUID


class AccountListing(Listing):
    """Which accounts; `q` begins words of the name, or the SIREN; or is a SIRET, phone or key."""

    q: Annotated[str, Field(max_length=200, pattern=NO_NUL)] = ""


@router.get("", auth=READ, response=Page[AccountOut])
def list_accounts(request: HttpRequest, asked: Query[AccountListing]) -> HttpResponse:
    """List the accounts that you may see, by name."""
    access = caller_of(request).access
    rows = accounts_visible_to(access)
    if typed := " ".join(asked.q.split()):
        rows = find_accounts(rows, typed, organization_id=access.organization_id)
    return page_of(request, rows, by="name_key", asked=asked, out=AccountOut)


@router.post("/import", response=BroughtOut)
def bring_accounts(request: HttpRequest, data: OwnedAccountsIn) -> HttpResponse:
    """Find or add companies, and make the rep named beside each the one who answers for it."""

    def deed(by: Actor, at: datetime) -> dict[str, Any]:
        return told(actions.bring_owned(_owned(data), by=by, at=at))

    return do(request, deed, out=BroughtOut)


@router.post("/preview", response=PreviewedRowsOut)
def preview_accounts(request: HttpRequest, data: OwnedAccountsIn) -> HttpResponse:
    """Say what an import would make of each company; nothing of it stays."""

    def deed(by: Actor, at: datetime) -> dict[str, Any]:
        return told(actions.preview_owned(_owned(data), by=by, at=at))

    return do(request, deed, out=PreviewedRowsOut)


@router.post("/give", response=MovedOut)
def give_accounts(request: HttpRequest, data: GiveIn) -> HttpResponse:
    """Make a rep the one who answers for some accounts."""

    def deed(by: Actor, at: datetime) -> dict[str, int]:
        given = actions.give_accounts(data.account_ids, rep_id=data.rep_id, by=by, at=at)
        return {"accounts": len(given)}

    return do(request, deed, out=MovedOut)


@router.post("/transfer", response=MovedOut)
def transfer_accounts(request: HttpRequest, data: TransferIn) -> HttpResponse:
    """Hand all accounts of one rep to another."""

    def deed(by: Actor, at: datetime) -> dict[str, int]:
        moved = actions.transfer_accounts(
            from_rep_id=data.from_rep_id, to_rep_id=data.to_rep_id, by=by, at=at
        )
        return {"accounts": moved}

    return do(request, deed, out=MovedOut)


@router.get("/{account_id}", auth=READ, response=AccountOut)
def get_one_account(request: HttpRequest, account_id: UUID) -> Any:
    """Get one account."""
    return get_account(account_id, access=caller_of(request).access)


@router.get("/{account_id}/contacts", auth=READ, response=list[ContactOut])
def list_contacts(request: HttpRequest, account_id: UUID) -> Any:
    """List the people of a company."""
    return contacts_of(get_account(account_id, access=caller_of(request).access))


@router.get("/{account_id}/owners", auth=READ, response=list[OwnershipOut])
def list_owners(request: HttpRequest, account_id: UUID) -> Any:
    """List who has answered for an account, the latest first."""
    return ownerships_of(get_account(account_id, access=caller_of(request).access))


@router.post("", response={201: AccountOut})
def add_account(request: HttpRequest, data: AccountIn) -> HttpResponse:
    """Add a company."""
    details = actions.AccountDetails(**data.model_dump())
    return do(
        request,
        lambda by, at: actions.add_account(details, by=by, at=at),
        out=AccountOut,
        status=201,
    )


@router.post("/{account_id}/contacts", response={201: ContactOut})
def add_contact(request: HttpRequest, account_id: UUID, data: ContactIn) -> HttpResponse:
    """Add a person at a company."""
    details = actions.ContactDetails(**data.model_dump(exclude_none=True))
    return do(
        request,
        lambda by, at: actions.add_contact(account_id, details, by=by, at=at),
        out=ContactOut,
        status=201,
    )


@router.put("/{account_id}", response=AccountOut)
def change_account(request: HttpRequest, account_id: UUID, data: AccountIn) -> HttpResponse:
    """Change what is known of a company, all of it: what is left out is emptied, its key stays."""
    details = actions.AccountDetails(**data.model_dump())
    return _do(
        request,
        account_id,
        lambda by, at: actions.change_account(account_id, details, by=by, at=at),
        out=AccountOut,
    )


@router.put("/{account_id}/contacts/{contact_id}", response=ContactOut)
def change_contact(
    request: HttpRequest, account_id: UUID, contact_id: UUID, data: ContactIn
) -> HttpResponse:
    """Change what is known of a person, all of it: what is left out is emptied, his key stays."""
    details = actions.ContactDetails(**data.model_dump(exclude_none=True))

    def deed(by: Actor, at: datetime) -> Any:
        account = get_account(account_id, access=caller_of(request).access)
        if not contacts_of(account).filter(id=contact_id).exists():
            raise NotVisible
        return actions.change_contact(contact_id, details, by=by, at=at)

    return _do(request, account_id, deed, out=ContactOut)


def _do(request: HttpRequest, account_id: UUID, deed: Deed, *, out: type[Any]) -> HttpResponse:
    def sees(access: Access) -> bool:
        return accounts_visible_to(access).filter(id=account_id).exists()

    return do(request, deed, out=out, sees=sees)


def _owned(data: OwnedAccountsIn) -> list[actions.OwnedRow]:
    return [
        actions.OwnedRow(actions.AccountDetails(**one.account.model_dump()), one.rep)
        for one in data.accounts
    ]
