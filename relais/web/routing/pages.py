"""The form of a rule, for the page and for the deed."""

from typing import Any

from relais.people.queries import Role, holders_of, units_visible_to
from relais.web.http import PersonRequest
from relais.web.people.detail import indented
from relais.web.routing.forms import RuleForm


def rule_form(request: PersonRequest, data: Any = None) -> RuleForm:
    """Make the form of a rule: to any unit, or to any rep in post."""
    units = [(str(unit.id), indented(unit)) for unit in units_visible_to(request.access)]
    posts = holders_of(request.access.organization_id, Role.REP, on=request.at.date())
    reps = sorted({(str(post.person_id), str(post.person)) for post in posts}, key=lambda r: r[1])
    return RuleForm(data, units=units, reps=reps, auto_id="id_rule_%s")
