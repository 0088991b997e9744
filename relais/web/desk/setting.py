"""The administrator's part of a first page: what is to be set, and what is about to go wrong."""

from collections.abc import Sequence

from relais.people.queries import Role, posts_held
from relais.web.desk.attention import attention_section
from relais.web.desk.configuration import campaigns_section, house_section
from relais.web.desk.sections import Section
from relais.web.http import PersonRequest
from relais.web.live import version_of


def setting_of(request: PersonRequest) -> list[Section]:
    """Give the sections of an administrator's desk; campaigns where no director's desk has them."""
    both = request.access.has(Role.DIRECTOR)
    posts = posts_held(request.access.organization_id, on=request.at.date())
    return [
        house_section(request, posts),
        attention_section(request, posts),
        *([] if both else [campaigns_section(request)]),
    ]


def setting_version(request: PersonRequest) -> str:
    """Give the entity tag of what is to be set: it is worked out, as no log tells of it."""
    return version_of_steps(setting_of(request))


def version_of_steps(sections: Sequence[Section]) -> str:
    """Give the entity tag of sections of things to set."""
    return version_of((row.words, row.address) for section in sections for row in section.rows)
