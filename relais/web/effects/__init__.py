"""The page of what a challenge did."""
