"""The field's codes as people read them: states, outcomes, roles, fields of the sheet; each with
its look where it has one.
"""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

STATES: Final[dict[str, tuple[str, str]]] = {
    "qualifying": (gettext_noop("Being qualified"), ""),
    "submitted": (gettext_noop("To review"), "due"),
    "returned": (gettext_noop("Sent back"), "late"),
    "refused": (gettext_noop("Set aside"), ""),
    "validated": (gettext_noop("Waiting for a rep"), "due"),
    "transmitted": (gettext_noop("Transmitted"), "due"),
    "taken_up": (gettext_noop("Taken up"), "brand"),
    "in_approach": (gettext_noop("Approach started"), "brand"),
    "contested_new": (gettext_noop("In dispute"), "late"),
    "contested_taken": (gettext_noop("In dispute"), "late"),
    "contested_approach": (gettext_noop("In dispute"), "late"),
    "won": (gettext_noop("Signed"), "ok"),
    "lost": (gettext_noop("Lost"), ""),
    "recovered": (gettext_noop("Recovered"), ""),
    "withdrawn": (gettext_noop("Withdrawn"), ""),
    "voided": (gettext_noop("Import undone"), ""),
}
DISPUTES: Final[dict[str, str]] = {
    "contested_new": gettext_noop("In dispute before take-up"),
    "contested_taken": gettext_noop("In dispute after take-up"),
    "contested_approach": gettext_noop("In dispute after the approach started"),
}
OUTCOMES: Final[dict[str, str]] = {
    "held": gettext_noop("Held"),
    "rep_absent": gettext_noop("The rep could not go"),
    "rep_cancelled": gettext_noop("Cancelled by the rep"),
    "prospect_absent": gettext_noop("Prospect absent"),
    "prospect_cancelled": gettext_noop("Cancelled by the prospect"),
}
ROLES: Final[dict[str, str]] = {
    "telemarketer": gettext_noop("Telemarketer"),
    "supervisor": gettext_noop("Supervisor"),
    "relay": gettext_noop("Relay"),
    "rep": gettext_noop("Field rep"),
    "manager": gettext_noop("Manager"),
    "director": gettext_noop("Director"),
    "admin": gettext_noop("Administrator"),
    "privacy_officer": gettext_noop("Privacy officer"),
}
SHEET: Final[dict[str, str]] = {
    "need": gettext_noop("Need"),
    "context": gettext_noop("Context"),
    "personality": gettext_noop("The person spoken to"),
    "history": gettext_noop("History with us"),
    "objections": gettext_noop("Objections"),
    "promises": gettext_noop("What was promised"),
    "best_hours": gettext_noop("Best hours to call"),
}
CRITERIA: Final[dict[str, str]] = {
    "function": gettext_noop("Function"),
    "sector": gettext_noop("Sector"),
    "size": gettext_noop("Size"),
    "area": gettext_noop("Area"),
    "horizon": gettext_noop("Purchase horizon"),
    "free": gettext_noop("Question"),
}
APPROACHES: Final[dict[str, str]] = {
    "call": gettext_noop("Call to the prospect"),
    "mail": gettext_noop("Mail to the prospect"),
    "proposal": gettext_noop("Proposal sent"),
    "appointment": gettext_noop("Appointment held"),
}
EVIDENCE: Final[dict[str, str]] = {
    "sheet": gettext_noop("The hand-over sheet"),
    "recording": gettext_noop("The recording"),
    "definition": gettext_noop("The target definition"),
    "prospect": gettext_noop("What the prospect says"),
    "diary": gettext_noop("The diary"),
}
FIELDS: Final[dict[str, str]] = {
    "words": gettext_noop("In a few words"),
    "text": gettext_noop("Message"),
    "note": gettext_noop("Note"),
    "reason_id": gettext_noop("Reason"),
    "rep_id": gettext_noop("Rep"),
    "missing": gettext_noop("What is missing"),
    "evidence": gettext_noop("What it rests on"),
    "means": gettext_noop("What you did"),
    "outcome": gettext_noop("What became of it"),
    "amount": gettext_noop("Amount"),
    "margin": gettext_noop("Margin"),
    "signed_on": gettext_noop("Signed on"),
    "horizon_months": gettext_noop("Purchase within how many months"),
}
MODES: Final[dict[str, str]] = {
    "visit": gettext_noop("Visit"),
    "phone": gettext_noop("By phone"),
    "video": gettext_noop("By video"),
}


def state(code: str) -> tuple[str, str]:
    """Give a state's words and look, for `ui.badge(*...)`."""
    words, look = STATES[code]
    return _(words), look


def state_apart(code: str) -> str:
    """Give a state's words where each stands beside all others: a dispute says when it began."""
    return _(DISPUTES[code]) if code in DISPUTES else state(code)[0]


def label(table: dict[str, str], code: str) -> str:
    """Give the words of a code; one that is not known stands for itself."""
    return _(table[code]) if code in table else code


def of_code(text: str) -> str:
    """Give the words of a state, outcome, role or field; other texts are translated as they are."""
    if text in STATES:
        return state(text)[0]
    tables = (OUTCOMES, ROLES, SHEET, APPROACHES, EVIDENCE, MODES)
    return next((_(table[text]) for table in tables if text in table), _(text))


def of_field(name: str) -> str:
    """Give the words above a field of a form, by the name under which it is sent; "" for others."""
    words = FIELDS.get(name) or SHEET.get(name)
    if words is None:
        words = of_code(name)
        return "" if words == name else words
    return _(words)


def choices(table: dict[str, str]) -> list[tuple[str, str]]:
    """Give a table as the choices of a form."""
    return [(code, _(words)) for code, words in table.items()]
