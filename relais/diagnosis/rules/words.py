"""The diagnosis in one paragraph of plain words, French or English, with its uncertainty (pure).

It says how what fails is shared out, never who is to blame. Words stand here and not in the
site's catalogue, because `relais diagnose` runs without the site.
"""

from typing import Final, Literal

from relais.diagnosis.rules.diagnosis import Diagnosis
from relais.statistics.verdict import FEWEST_DUE, FEWEST_REPS, Verdict

Language = Literal["fr", "en"]
NARROW: Final = "\u202f"

VERDICTS: Final[dict[Language, dict[Verdict, str]]] = {
    "fr": {
        Verdict.UNIFORM: "commun",
        Verdict.SPREAD: "variable",
        Verdict.POLARISED: "concentré",
        Verdict.NOT_ENOUGH_DATA: "trop peu de données",
    },
    "en": {
        Verdict.UNIFORM: "common to all",
        Verdict.SPREAD: "variable",
        Verdict.POLARISED: "concentrated",
        Verdict.NOT_ENOUGH_DATA: "not enough data",
    },
}

HEADLINES: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "mostly_silent": "on ne sait pas encore, {share} restent à renseigner",
        "open": "{verdict}, à confirmer",
    },
    "en": {
        "mostly_silent": "not known yet, {share} are still to be told",
        "open": "{verdict}, to be confirmed",
    },
}

SENTENCES: Final[dict[Language, dict[str, str]]] = {
    "fr": {
        "none": "Aucun rendez-vous n’était dû : il n’y a encore rien à dire.",
        "counts": "Sur {due} rendez-vous dus, {missed} n’ont pas été honorés ({share}).",
        "counts_but_one": "Sur {due} rendez-vous dus, un seul n’a pas été honoré ({share}).",
        "counts_one": "Un rendez-vous était dû ; il {was}.",
        "was": "a été honoré",
        "was_not": "n’a pas été honoré",
        "counts_all": "Les {due} rendez-vous dus ont tous été honorés.",
        "counts_none": "Aucun des {due} rendez-vous dus n’a été honoré.",
        "single": "Chaque commercial n’en avait qu’un : sans un second chez l’un d’eux au moins, "
        "rien ne dit comment ils se répartissent.",
        "few": "C’est trop peu pour dire comment ils se répartissent : il faut encore {needed} "
        "rendez-vous dus ({fewest} au moins, chez {reps} commerciaux au moins).",
        "few_one": "C’est trop peu pour dire comment ils se répartissent : il faut encore un "
        "rendez-vous dû ({fewest} au moins, chez {reps} commerciaux au moins).",
        "uniform": "Le phénomène est commun à tous : les commerciaux ne diffèrent pas plus entre "
        "eux que le hasard ne l’explique. Chacun honore environ {rate} de ses rendez-vous "
        "(entre {low} et {high}).",
        "spread": "Le phénomène est variable : les commerciaux diffèrent plus que le hasard ne "
        "l’explique, mais par degrés, sans groupe à part. Quatre sur cinq honorent entre {low} "
        "et {high} de leurs rendez-vous.",
        "polarised": "Le phénomène est concentré : {few} des {reps} commerciaux ({part}) "
        "n’honorent presque aucun rendez-vous ({low_rate}, entre {low_low} et {low_high}) ; les "
        "{many} autres en honorent {high_rate} (entre {high_low} et {high_high}).",
        "zeros": "Si tous honoraient au même taux, le hasard n’en laisserait presque aucun à "
        "zéro ; on en compte {zeros}.",
        "zeros_many": "Si tous honoraient au même taux, le hasard laisserait {expected} "
        "commerciaux à zéro ; on en compte {zeros}.",
        "silent_firm": "Pour {silent} d’entre eux, personne n’a encore dit ce qui s’est passé ; "
        "comptés comme non honorés ou laissés de côté, la conclusion est la même.",
        "silent_open": "Pour {silent} d’entre eux, personne n’a encore dit ce qui s’est passé. "
        "Comptés comme non honorés, ils donnent cette conclusion ; sans eux, ce serait "
        "« {other} » : à confirmer quand ils seront renseignés.",
        "untold": "Pour {silent} des {due} rendez-vous dus ({share}), personne n’a encore dit ce "
        "qui s’est passé ; honorés : {honoured}, non honorés : {missed}.",
        "untold_all": "Personne n’a encore dit ce qui s’est passé pour aucun des {due} "
        "rendez-vous dus.",
        "untold_one": "Un rendez-vous était dû ; personne n’a encore dit ce qui s’est passé.",
        "unsure": "Rien n’est sûr avant qu’ils soient renseignés. Comptés comme non honorés, ils "
        "donneraient « {verdict} » ; les autres seuls, « {other} ».",
        "unsure_all": "Rien n’est sûr avant qu’ils soient renseignés.",
        "causes": "Ces chiffres disent comment le phénomène se répartit, pas pourquoi.",
    },
    "en": {
        "none": "No appointment was due: there is nothing to say yet.",
        "counts": "Of {due} appointments due, {missed} were not honoured ({share}).",
        "counts_but_one": "Of {due} appointments due, 1 was not honoured ({share}).",
        "counts_one": "One appointment was due; it {was}.",
        "was": "was honoured",
        "was_not": "was not honoured",
        "counts_all": "All {due} appointments due were honoured.",
        "counts_none": "None of the {due} appointments due was honoured.",
        "single": "Each rep had one only: without a second for one of them at least, nothing tells "
        "how they are shared out.",
        "few": "That is too few to say how they are shared out: {needed} more due appointments "
        "are needed (at least {fewest}, with at least {reps} reps).",
        "few_one": "That is too few to say how they are shared out: one more due appointment "
        "is needed (at least {fewest}, with at least {reps} reps).",
        "uniform": "It is common to all: the reps differ no more than chance explains. Each "
        "honours about {rate} of his appointments (between {low} and {high}).",
        "spread": "It is variable: the reps differ more than chance explains, but by degrees, "
        "without a group apart. Four in five honour between {low} and {high} of their "
        "appointments.",
        "polarised": "It is concentrated: {few} of the {reps} reps ({part}) honour almost no "
        "appointment ({low_rate}, between {low_low} and {low_high}); the other {many} honour "
        "{high_rate} (between {high_low} and {high_high}).",
        "zeros": "If all honoured at the same rate, chance would leave hardly any at zero; "
        "there are {zeros}.",
        "zeros_many": "If all honoured at the same rate, chance would leave {expected} reps at "
        "zero; there are {zeros}.",
        "silent_firm": "Of {silent} of them nobody has said yet what happened; counted as not "
        "honoured or left out, they change nothing to this.",
        "silent_open": "Of {silent} of them nobody has said yet what happened. Counted as not "
        "honoured they give this verdict; without them it would be “{other}”: to be "
        "confirmed once they are reported.",
        "untold": "Of {silent} of the {due} appointments due ({share}) nobody has said yet what "
        "happened; honoured: {honoured}, not honoured: {missed}.",
        "untold_all": "Of none of the {due} appointments due has anybody said yet what happened.",
        "untold_one": "One appointment was due; nobody has said yet what happened.",
        "unsure": "Nothing is sure before they are reported. Counted as not honoured they would "
        "give “{verdict}”; the others alone, “{other}”.",
        "unsure_all": "Nothing is sure before they are reported.",
        "causes": "These figures say how it is shared out, not why.",
    },
}


def headline(diagnosis: Diagnosis, *, language: Language) -> str:
    """Give the verdict in a few words, no surer than it is: most may be untold, or decide it."""
    text, verdict = HEADLINES[language], VERDICTS[language][diagnosis.verdict]
    if diagnosis.verdict is Verdict.NOT_ENOUGH_DATA:
        return verdict
    if diagnosis.mostly_silent:
        share = percent(diagnosis.silent / diagnosis.due, language)
        return text["mostly_silent"].format(share=share)
    return verdict if diagnosis.firm else text["open"].format(verdict=verdict)


def explain(diagnosis: Diagnosis, *, language: Language) -> str:
    """Write the paragraph that goes with a diagnosis."""
    if diagnosis.mostly_silent:
        sentences = _mostly_silent(diagnosis, language)
    else:
        sentences = _told(diagnosis, language)
    return " ".join(sentences).replace(" :", "\u00a0:").replace(" ;", f"{NARROW};")


def _told(diagnosis: Diagnosis, language: Language) -> list[str]:
    text = SENTENCES[language]
    if not diagnosis.due:
        return [text["none"]]
    sentences = [_counts(diagnosis, language), _verdict(diagnosis, language)]
    if diagnosis.verdict is Verdict.POLARISED and diagnosis.expected_at_zero is not None:
        name = "zeros" if diagnosis.expected_at_zero < 1 else "zeros_many"
        expected = decimal(diagnosis.expected_at_zero, language)
        sentences.append(text[name].format(expected=expected, zeros=diagnosis.reps_at_zero))
    if diagnosis.silent:
        sentences.append(_silent(diagnosis, language))
    if diagnosis.verdict is not Verdict.NOT_ENOUGH_DATA and diagnosis.not_honoured:
        sentences.append(text["causes"])
    return sentences


def _mostly_silent(diagnosis: Diagnosis, language: Language) -> list[str]:
    """Say of how many nobody has said anything, before all else; no rate is told of the rest."""
    text, everything = SENTENCES[language], diagnosis.silent == diagnosis.due
    name = "untold" if not everything else "untold_one" if diagnosis.due == 1 else "untold_all"
    counts = text[name].format(
        due=count(diagnosis.due, language),
        silent=count(diagnosis.silent, language),
        share=percent(diagnosis.silent / diagnosis.due, language),
        honoured=count(diagnosis.honoured, language),
        missed=count(diagnosis.not_honoured - diagnosis.silent, language),
    )
    if diagnosis.verdict is Verdict.NOT_ENOUGH_DATA:
        return [counts, _verdict(diagnosis, language)]
    verdicts = VERDICTS[language]
    unsure = text["unsure_all" if everything else "unsure"].format(
        verdict=verdicts[diagnosis.verdict], other=verdicts[diagnosis.without_silent]
    )
    return [counts, unsure]


def _counts(diagnosis: Diagnosis, language: Language) -> str:
    text, due = SENTENCES[language], count(diagnosis.due, language)
    if diagnosis.due == 1:
        return text["counts_one"].format(was=text["was" if diagnosis.honoured else "was_not"])
    if diagnosis.honoured in (0, diagnosis.due):
        return text["counts_all" if diagnosis.honoured else "counts_none"].format(due=due)
    name = "counts_but_one" if diagnosis.not_honoured == 1 else "counts"
    return text[name].format(
        due=due,
        missed=count(diagnosis.not_honoured, language),
        share=percent(diagnosis.not_honoured / diagnosis.due, language),
    )


def _silent(diagnosis: Diagnosis, language: Language) -> str:
    """Say what those of which nothing was said, the fewer, are worth to the verdict."""
    return SENTENCES[language]["silent_firm" if diagnosis.firm else "silent_open"].format(
        silent=count(diagnosis.silent, language), other=VERDICTS[language][diagnosis.without_silent]
    )


def percent(rate: float, language: Language) -> str:
    """Write a rate as whole per cent; what is not none is never shown as none."""
    whole = round(rate * 100)
    if (whole == 0 and rate > 0) or (whole == 100 and rate < 1):
        shown = decimal(rate * 100, language)
    else:
        shown = str(whole)
    return f"{shown}{NARROW}%" if language == "fr" else f"{shown}%"


def count(value: int, language: Language) -> str:
    """Write a count with its thousands apart."""
    return f"{value:,}".replace(",", NARROW if language == "fr" else ",")


def decimal(value: float, language: Language) -> str:
    """Write a figure with one decimal, and a very small one as less than 0.1."""
    shown = "< 0.1" if 0 < value < 0.1 else "> 99.9" if 99.9 < value < 100 else f"{value:.1f}"
    return shown.replace(".", ",") if language == "fr" else shown


def _verdict(diagnosis: Diagnosis, language: Language) -> str:
    text, groups = SENTENCES[language], diagnosis.groups
    if diagnosis.verdict is Verdict.NOT_ENOUGH_DATA:
        if diagnosis.due >= FEWEST_DUE and diagnosis.reps >= FEWEST_REPS:
            return text["single"]
        needed = diagnosis.needed or 1
        name = "few_one" if needed == 1 else "few"
        return text[name].format(
            needed=count(needed, language), fewest=FEWEST_DUE, reps=FEWEST_REPS
        )
    if diagnosis.verdict is Verdict.POLARISED:
        low, high = groups
        return text["polarised"].format(
            few=low.reps,
            many=high.reps,
            reps=diagnosis.reps,
            part=percent(low.share, language),
            low_rate=percent(low.rate, language),
            low_low=percent(low.low, language),
            low_high=percent(low.high, language),
            high_rate=percent(high.rate, language),
            high_low=percent(high.low, language),
            high_high=percent(high.high, language),
        )
    if diagnosis.verdict is Verdict.SPREAD and diagnosis.between:
        low_rate, high_rate = diagnosis.between
        return text["spread"].format(
            low=percent(low_rate, language), high=percent(high_rate, language)
        )
    one = groups[0]
    return text["uniform"].format(
        rate=percent(one.rate, language),
        low=percent(one.low, language),
        high=percent(one.high, language),
    )
