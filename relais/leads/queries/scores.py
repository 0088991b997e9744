"""How far a lead answers its campaign's target definition."""

from relais.accounts.models import Account, Contact
from relais.campaigns.models import TargetDefinition
from relais.campaigns.rules.target import Kind, Score, TargetFacts, score
from relais.campaigns.rules.target_json import parse_target
from relais.leads.models import HandoverSheet, Lead

HORIZON = "horizon_months"  # the answer that says in how many months the prospect means to buy


def unanswered(definition: TargetDefinition | None, *, sheet: HandoverSheet | None) -> list[str]:
    """Name the answers that a definition cannot do without and that a sheet does not give."""
    given = sheet.answers if sheet else {}
    return [name for name in indispensable(definition) if given.get(name) is None]


def indispensable(definition: TargetDefinition | None) -> list[str]:
    """Name the answers that a definition cannot do without, as sheets keep them, in its order."""
    target = parse_target(definition.criteria) if definition else ()
    asked = [one for one in target if one.required and one.kind in (Kind.HORIZON, Kind.FREE)]
    return [HORIZON if one.kind is Kind.HORIZON else one.code for one in asked]


def score_of(
    lead: Lead, *, definition: TargetDefinition | None, sheet: HandoverSheet | None
) -> Score | None:
    """Score a lead against a version of the definition; None without one."""
    if definition is None:
        return None
    account = Account.objects.of(lead.organization_id).get(id=lead.account_id)
    contact = Contact.objects.of(lead.organization_id).get(id=lead.contact_id)
    return score_against(definition, account=account, contact=contact, sheet=sheet)


def score_shown(lead: Lead, *, sheet: HandoverSheet | None) -> Score | None:
    """Score a lead of which company, contact and definition were read with it, for its page."""
    definition = lead.definition
    if definition is None:
        return None
    return score_against(definition, account=lead.account, contact=lead.contact, sheet=sheet)


def score_against(
    definition: TargetDefinition, *, account: Account, contact: Contact, sheet: HandoverSheet | None
) -> Score:
    """Score what was read already of a lead's company, contact and sheet."""
    answers = dict(sheet.answers) if sheet else {}
    horizon = answers.pop(HORIZON, None)
    facts = TargetFacts(
        function=contact.function,
        activity=account.activity_code,
        size=account.size,
        country=account.country,
        postcode=account.postcode,
        horizon_months=horizon if isinstance(horizon, int) else None,
        answers={code: answer for code, answer in answers.items() if isinstance(answer, bool)},
    )
    return score(parse_target(definition.criteria), facts=facts)
