"""Three persons who ask about their data, so that the privacy officer finds his desk at work."""

from datetime import timedelta
from typing import Final

from relais.accounts.models import Contact
from relais.erasure.actions import give_access, receive_request
from relais.people.queries import Role, actor_of, holders_of
from relais.people.rules.access import Door
from relais.privacy.actions import Mandate, answer_request, write_mandate
from relais.privacy.queries import mandates
from relais.privacy.rules import Channel, RequestKind
from relais.simulation.world import World

# What each asks, how it came, and how many days ago; the first is answered by now.
ASKED: Final = (
    (RequestKind.ACCESS, Channel.MAIL, 40),
    (RequestKind.ERASURE, Channel.LETTER, 24),
    (RequestKind.RECTIFICATION, Channel.MAIL, 6),
    (RequestKind.ACCESS, Channel.FORM, 3),
)
APART: Final = 7  # contacts between one who asks and the next


def ask(world: World) -> None:
    """Let some persons ask; nothing is withdrawn or erased, so that every figure stays."""
    organization_id = world.staff.organization_id
    (post,) = holders_of(organization_id, Role.PRIVACY_OFFICER, on=world.at.date())
    officer = actor_of(post.person_id, on=world.at.date(), door=Door.SIMULATION)
    if officer is None or officer.access is None:
        raise LookupError(Role.PRIVACY_OFFICER)
    contacts = Contact.objects.of(organization_id).exclude(email="").order_by("id")
    for (kind, channel, days), contact in zip(ASKED, contacts[::APART], strict=False):
        at = world.at - timedelta(days=days)
        request = receive_request(
            kind,
            who=f"{contact}",
            reach=contact.email,
            channel=channel,
            received_on=at.date(),
            contact_ids=[contact.id],
            by=officer,
            at=at,
        )
        if request.due_on < world.at.date():
            answered = at + timedelta(days=4)
            give_access(request.id, by=officer, at=answered)
            answer_request(request.id, by=officer, at=answered)
    for center, _, _ in mandates(officer.access, on=world.at.date()):
        since = center.mandate_since
        mandate = Mandate(instructions_on=since, countries="France", countries_on=since)
        write_mandate(center.id, mandate, by=officer, at=world.at)
