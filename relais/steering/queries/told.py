"""What acts say, in the language of who reads; apart from what loads SciPy."""

from typing import Any

from django.utils.translation import get_language

from relais.steering.rules.proposal_words import told_in

__all__ = ["what_of"]


def what_of(act: Any) -> str:
    """Tell what is to be done, of an act or an answer made of one.

    What figures proposed is told in the reader's language, any other words as they were written.
    """
    return told_in(act.what, act.baseline, language=get_language() or "en")
