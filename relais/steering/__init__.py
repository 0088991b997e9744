"""Steering by what is done: what figures propose, what was agreed of it, and whether it worked."""
