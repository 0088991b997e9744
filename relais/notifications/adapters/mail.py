"""By mail: one a notice, or one for all where a person gets many at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from relais.database.among import among
from relais.leads.models import Lead
from relais.notifications.rules.notice import Notice
from relais.outbox.actions import Letter, enqueue_many
from relais.people.queries import with_address

MANY: Final = 4  # from so many at once, a person gets one mail for all


def tell(notices: Sequence[Notice], *, organization_id: UUID, at: datetime) -> None:
    """Write the mails of these notices for those who have an address."""
    persons = {notice.person_id for notice in notices}
    reached = with_address(persons, organization_id=organization_id)
    of_person: dict[UUID, list[Notice]] = defaultdict(list)
    for notice in notices:
        if notice.person_id in reached:
            of_person[notice.person_id].append(notice)
    companies = _companies(of_person.values(), organization_id)
    letters = (letter for told in of_person.values() for letter in _letters(told, companies))
    enqueue_many(letters, organization_id=organization_id, at=at)


def _companies(
    told: Collection[Sequence[Notice]], organization_id: UUID
) -> dict[UUID | None, dict[str, str]]:
    """What the mails of single notices name beside their own: the company of each lead."""
    single = (notice for notices in told if len(notices) < MANY for notice in notices)
    lead_ids = {notice.lead_id for notice in single if notice.lead_id}
    if not lead_ids:
        return {}
    rows = Lead.objects.of(organization_id).filter(among("id", lead_ids))
    return {row[0]: {"company": row[1]} for row in rows.values_list("id", "account__name")}


def _letters(
    notices: Sequence[Notice], companies: Mapping[UUID | None, Mapping[str, str]]
) -> Iterator[Letter]:
    if len(notices) >= MANY:
        first = notices[0]
        key = f"{first.key}:{first.person_id}:several"
        data = {
            "count": str(len({notice.lead_id or notice.act_id or notice.key for notice in notices}))
        }
        yield Letter(key, "mail", first.person_id, "several", first.at, data)
        return
    for notice in notices:
        yield Letter(
            key=f"{notice.key}:{notice.person_id}",
            channel="mail",
            to_person_id=notice.person_id,
            template=notice.kind,
            due_at=notice.at,
            data={**companies.get(notice.lead_id, {}), **notice.data},
            lead_id=notice.lead_id,
        )
