"""Pages of reps’ own prospecting."""
