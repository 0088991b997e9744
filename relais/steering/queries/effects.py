"""What is said of an act that figures proposed; apart from what loads SciPy."""

from relais.steering.rules.effects import FEWEST_REPS, Claim, Effect, Rival

__all__ = ["FEWEST_REPS", "Claim", "Effect", "Rival"]
