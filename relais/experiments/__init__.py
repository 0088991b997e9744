"""Experiments: one change, begun by teams drawn by lot, read once, on a day fixed before."""
