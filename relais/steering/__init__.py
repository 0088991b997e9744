"""Steering by actions: the synthesis meetings of a unit."""
