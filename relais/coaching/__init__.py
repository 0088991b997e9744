"""Coaching: observed visits on a discovery grid, the rep's own view beside, plans measured again.

Nothing follows from a score by itself: no other room reads one.
"""
