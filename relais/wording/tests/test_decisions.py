"""Why nobody receives a lead, in words that count."""

import pytest
from django.utils import translation

from relais.routing.rules import Waiting, explain
from relais.routing.rules.eligibility import Ineligible
from relais.wording.decisions import LEFT_OUT, decided


@pytest.mark.parametrize(
    ("language", "facts", "told"),
    [
        (
            "en",
            {"position": 2, "candidates": 3, "absent": 1, "full": 2},
            "Rule 2 is for this lead, but nobody there can receive it: of 3, 1 is absent, "
            "2 hold all they can.",
        ),
        (
            "fr",
            {"position": 2, "candidates": 2, "no_part": 1, "not_in_post": 1},
            "La règle 2 concerne ce lead, mais personne n’y peut le recevoir\u00a0: sur 2, "
            "1 n’est plus en poste, 1 est sans part.",
        ),
        (
            "en",
            {"position": 1, "candidates": 0},
            "Rule 1 is for this lead, but nobody there receives leads.",
        ),
    ],
)
def test_who_may_not_receive_is_counted_by_reason(
    language: str, facts: dict[str, int], told: str
) -> None:
    with translation.override(language):
        assert decided(explain(Waiting.NOBODY_ELIGIBLE, facts=facts, names={})) == told


def test_each_reason_has_its_words() -> None:
    assert set(LEFT_OUT) == set(Ineligible)
