"""A list of leads as its page writes it, line by line: nothing is asked again for each of them."""

from collections.abc import Sequence
from typing import NamedTuple

from relais.leads.queries import Listed
from relais.web.addresses import addresses_of
from relais.web.filters import moments


class Row(NamedTuple):
    """A line of a list of leads, in words; the name of nobody is ""."""

    address: str
    account: str
    contact: str
    state: str
    campaign: str
    rep: str
    opened: str
    due: str


def rows_of(leads: Sequence[Listed]) -> list[Row]:
    """Give the lines of some leads, in the reader's language and zone."""
    addresses = addresses_of("leads:detail", [lead.id for lead in leads])
    opened = moments([lead.opened_at for lead in leads])
    due = moments([lead.due_at for lead in leads])
    return [
        Row(address, lead.account, lead.contact, lead.state, lead.campaign, lead.rep, since, until)
        for lead, address, since, until in zip(leads, addresses, opened, due, strict=True)
    ]
