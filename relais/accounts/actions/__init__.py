"""Every deed on accounts, contacts and owners."""

from relais.accounts.actions.add import (
    AccountDetails,
    ContactDetails,
    account_columns,
    add_account,
    add_accounts,
    add_contact,
    add_contacts,
    contact_columns,
)
from relais.accounts.actions.bring import EXTERNAL_KEY, NEW, Brought, bring_in
from relais.accounts.actions.change import change_account, change_contact
from relais.accounts.actions.entries import enter_accounts, enter_contacts
from relais.accounts.actions.forget import correct_contact, forget_contacts
from relais.accounts.actions.own import give_account, give_accounts, transfer_accounts
from relais.accounts.actions.owned import OwnedRow, bring_owned, preview_owned

__all__ = [
    "EXTERNAL_KEY",
    "NEW",
    "AccountDetails",
    "Brought",
    "ContactDetails",
    "OwnedRow",
    "account_columns",
    "add_account",
    "add_accounts",
    "add_contact",
    "add_contacts",
    "bring_in",
    "bring_owned",
    "change_account",
    "change_contact",
    "contact_columns",
    "correct_contact",
    "enter_accounts",
    "enter_contacts",
    "forget_contacts",
    "give_account",
    "give_accounts",
    "preview_owned",
    "transfer_accounts",
]
