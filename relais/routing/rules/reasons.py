"""Why this rep, or why nobody, in words: English templates that the doors translate."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from relais.leads.events.terms import AssignmentReason
from relais.lib.words import gettext_noop
from relais.routing.rules.eligibility import Ineligible
from relais.routing.rules.router import Waiting

WORDS: Final[dict[AssignmentReason | Waiting, str]] = {
    AssignmentReason.OWNER: gettext_noop("%(rep)s answers for this account."),
    AssignmentReason.ACCOUNT_PAIR: gettext_noop("%(rep)s holds another lead of this account."),
    AssignmentReason.PROMISED: gettext_noop("The appointment was booked with %(rep)s."),
    AssignmentReason.RULE: gettext_noop("Rule %(position)s names %(rep)s."),
    AssignmentReason.SHARE: gettext_noop(
        "By rule %(position)s, to %(rep)s (%(unit)s), who was furthest below his part: "
        "received this month: %(received)s, parts: %(weight)s of %(weights)s. "
        "%(eligible)s of %(candidates)s could receive."
    ),
    AssignmentReason.MANAGER: gettext_noop("A manager gave it to %(rep)s."),
    AssignmentReason.IMPORTED: gettext_noop("The imported file names %(rep)s."),
    Waiting.NO_RULE: gettext_noop("No rule is for this lead."),
    Waiting.NOBODY_ELIGIBLE: gettext_noop(
        "Rule %(position)s is for this lead, but nobody there can receive it: of %(candidates)s, "
        "%(left_out)s."
    ),
    Waiting.TURNS_LAPSED: gettext_noop("%(turns)s turns lapsed: the manager assigns it."),
}

NOBODY_THERE: Final = gettext_noop(
    "Rule %(position)s is for this lead, but nobody there receives leads."
)

COUNTS: Final = {
    "position", "eligible", "candidates", "weight", "weights", "received", "turns", *Ineligible,
}  # fmt: skip


def explain(
    reason: AssignmentReason | Waiting,
    *,
    facts: Mapping[str, int],
    names: Mapping[UUID, str],
    rep_id: UUID | None = None,
    unit_id: UUID | None = None,
) -> tuple[str, dict[str, str | int]]:
    """Give the template of a decision and what fills it in: `gettext(template) % params`.

    `left_out` is for the doors to write, from the counts of who may not receive.

    :param names: of the rep and of the unit; one that is missing shows as a dash.
    """
    params: dict[str, str | int] = {count: facts.get(count, 0) for count in COUNTS}
    params["rep"] = names.get(rep_id, "–") if rep_id else "–"
    params["unit"] = names.get(unit_id, "–") if unit_id else "–"
    nobody = reason is Waiting.NOBODY_ELIGIBLE and not params["candidates"]
    return NOBODY_THERE if nobody else WORDS[reason], params
