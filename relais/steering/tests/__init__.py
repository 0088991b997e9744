"""Steering, asked of its rules and of a world."""
