"""What is said of an act that figures proposed; apart from what loads SciPy."""

from relais.steering.rules.effects import Claim, Effect, Rival

__all__ = ["Claim", "Effect", "Rival"]
