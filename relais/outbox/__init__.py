"""Rows written in the transaction of a deed, and sent after it, once."""
