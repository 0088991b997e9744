"""A lead that a rep has been given."""

from relais.measures.tests.conftest import transmitted

__all__ = ["transmitted"]
