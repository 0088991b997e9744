"""How a diagnosis leaves the house: a page that needs nothing else."""
