"""Synthesis meetings: planned, prepared, run on screen, closed with minutes."""
