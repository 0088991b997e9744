"""Relais: what happens between the telemarketer who finds a lead and the rep who takes it up."""

__version__ = "0.1.0"
