"""Why an act is proposed, and what it says in each language (pure).

An act keeps its words in the organization's language, and in its baseline the rule and figures
that they are made of: whoever reads it in another language is told the same in his own.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final


class Rule(StrEnum):
    """Why an act is proposed."""

    GROUP_ALONE = "group_alone"
    GROUP_FOLLOWED = "group_followed"
    BEHIND = "behind"
    COMMON = "common"
    FOLLOWED = "followed"
    CONTACTED = "contacted"
    SHEET = "sheet"
    UNTOLD = "untold"
    UPHELD = "upheld"


WORDS: Final[dict[str, dict[Rule, str]]] = {
    "en": {
        Rule.GROUP_ALONE: "Accompany on visits, each of them once, the reps here who honour almost"
        " no appointment: their leads are seldom followed.",
        Rule.GROUP_FOLLOWED: "Agree a coaching plan with each rep here who honours almost no"
        " appointment: their leads are followed already.",
        Rule.BEHIND: "Train discovery with this team: it honours less than the others do, more than"
        " chance explains.",
        Rule.COMMON: "Agree anew with the call center what an appointment must be: what is not"
        " honoured is common to all, whoever the rep.",
        Rule.FOLLOWED: "Follow each week the leads of this team that have an appointment to come.",
        Rule.CONTACTED: "Let reps call the prospect before each visit.",
        Rule.SHEET: "Send back sheets that are not whole before leads are transmitted to this"
        " team.",
        Rule.UNTOLD: "Ask for the outcome of {of} appointments of which nobody has said what"
        " happened.",
        Rule.UPHELD: "Clarify the target: {of} disputes were upheld for one reason, “{about}”.",
    },
    "fr": {
        Rule.GROUP_ALONE: "Accompagner en visite, une fois chacun, les commerciaux de cette équipe"
        " qui n’honorent presque aucun rendez-vous : leurs leads sont rarement suivis.",
        Rule.GROUP_FOLLOWED: "Convenir d’un plan d’accompagnement avec chaque commercial de cette"
        " équipe qui n’honore presque aucun rendez-vous : leurs leads sont déjà suivis.",
        Rule.BEHIND: "Travailler la découverte avec cette équipe : elle honore moins que les"
        " autres, plus que le hasard ne l’explique.",
        Rule.COMMON: "Redéfinir avec le centre d’appels ce que doit être un rendez-vous : ce qui"
        " n’est pas honoré est commun à tous, quel que soit le commercial.",
        Rule.FOLLOWED: "Suivre chaque semaine les leads de cette équipe qui ont un rendez-vous à"
        " venir.",
        Rule.CONTACTED: "Faire appeler le prospect par le commercial avant chaque visite.",
        Rule.SHEET: "Renvoyer les fiches incomplètes avant de transmettre des leads à cette"
        " équipe.",
        Rule.UNTOLD: "Demander le résultat de {of} rendez-vous dont personne n’a dit ce qui s’est"
        " passé.",
        Rule.UPHELD: "Préciser la cible : {of} litiges ont été retenus pour un même motif,"
        " « {about} ».",
    },
}


def words_of(rule: Rule, *, of: int, about: str, language: str) -> str:
    """Write what is to be done, in French or else in English."""
    said = WORDS["fr" if language.startswith("fr") else "en"][rule].format(of=of, about=about)
    for sign, space in ((" :", "\u00a0:"), (" »", "\u00a0»"), ("« ", "«\u00a0")):
        said = said.replace(sign, space)
    return said


def told_in(what: str, baseline: Mapping[str, Any], *, language: str) -> str:
    """Tell in a language what an act says; words that are no proposal's stand as they are."""
    if baseline.get("rule") not in set(Rule):
        return what
    rule, figures = Rule(baseline["rule"]), {"of": baseline["of"], "about": baseline["about"]}
    known = [words_of(rule, **figures, language=each) for each in WORDS]
    if " ".join(what.split()) not in [" ".join(words.split()) for words in known]:
        return what
    return words_of(rule, **figures, language=language)
