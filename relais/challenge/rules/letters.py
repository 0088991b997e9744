"""The letters that a challenge writes (pure)."""

from relais.outbox.rules.declining import CHALLENGE_WEEK

__all__ = ["CHALLENGE_WEEK"]
