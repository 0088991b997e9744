"""The grid that an organization begins with (pure data; article A6 of the domain)."""

from typing import Final

from relais.coaching.rules.grid import Criterion

FIRST_GRID: Final = (
    Criterion(
        "preparation", "Préparation", "Preparation",
        (
            "Rien lu avant la visite",
            "L’entreprise connue de nom seulement",
            "La fiche de transmission lue",
            "La fiche lue, un but fixé à la visite",
            "Un but fixé, questions et preuves prêtes",
        ),
        (
            "Nothing read before the visit",
            "The company known by name only",
            "The hand-over sheet read",
            "The sheet read, an aim set for the visit",
            "An aim set, questions and proof ready",
        ),
    ),
    Criterion(
        "opening", "Ouverture", "Opening",
        (
            "Aucune raison donnée à la visite",
            "Commence par nos produits",
            "Dit qui il est et pourquoi il vient",
            "Convient du temps et du but avec le prospect",
            "En convient, et part de ce que le prospect avait dit au téléphone",
        ),
        (
            "No reason given for the visit",
            "Begins with our products",
            "Says who he is and why he comes",
            "Agrees the time and the aim with the prospect",
            "Agrees them, and starts from what the prospect had said on the phone",
        ),
    ),
    Criterion(
        "questions", "Questions", "Questions",
        (
            "Ne pose pas de question",
            "Des questions fermées seulement",
            "Quelques questions ouvertes",
            "Des questions ouvertes, et rebondit sur les réponses",
            "Va jusqu’aux enjeux et à ce que coûterait de ne rien faire",
        ),
        (
            "Asks nothing",
            "Closed questions only",
            "Some open questions",
            "Open questions, and follows up the answers",
            "Goes on to the stakes, and to what doing nothing would cost",
        ),
    ),
    Criterion(
        "need", "Besoin reformulé", "Need reformulated",
        (
            "Le besoin n’est pas abordé",
            "Suppose le besoin",
            "Note le besoin tel qu’il est dit",
            "Le reformule",
            "Le reformule, et le prospect le confirme",
        ),
        (
            "The need is not spoken of",
            "Takes the need for granted",
            "Notes the need as it is told",
            "Says it again in his own words",
            "Says it again, and the prospect confirms it",
        ),
    ),
    Criterion(
        "decision", "Processus de décision", "Decision process",
        (
            "Ne demande pas qui décide",
            "Connaît un nom",
            "Sait qui décide",
            "Sait qui décide, comment et quand",
            "Le sait, et a un accès à chacun",
        ),
        (
            "Does not ask who decides",
            "Knows one name",
            "Knows who decides",
            "Knows who decides, how and when",
            "Knows it, and has a way to each of them",
        ),
    ),
    Criterion(
        "next_step", "Prochaine étape", "Next step",
        (
            "Repart sans prochaine étape",
            "Promet de rappeler, sans date",
            "Dit ce qu’il fera lui-même",
            "Une étape datée, acceptée par le prospect",
            "Une date dans les deux agendas, chacun avec sa part",
        ),
        (
            "Leaves without a next step",
            "Promises to call back, no day set",
            "Says what he will do himself",
            "A step with its day, which the prospect accepts",
            "A day in both diaries, each with his part",
        ),
    ),
)  # fmt: skip
