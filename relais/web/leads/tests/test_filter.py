"""The list's filter: each state in words that no other has."""

import pytest
from django.utils import translation

from relais.web.leads.forms import LeadFilter


@pytest.mark.once
@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_state_has_words_of_its_own(language: str) -> None:
    with translation.override(language):
        words = [str(shown) for _, shown in LeadFilter().fields["state"].choices]  # type: ignore[attr-defined]

    assert len(set(words)) == len(words)
