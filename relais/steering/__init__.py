"""Steering by what is done: synthesis meetings, acts that figures propose, whether they worked."""
