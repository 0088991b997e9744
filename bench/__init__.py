"""How fast, each figure beside its floor of the same run: machines are noisy, ratios less so."""
