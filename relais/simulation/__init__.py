"""Whole worlds, built by calling actions with a seed: the demo, and truths to test against."""
