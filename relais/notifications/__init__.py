"""Telling people what they must know or do: on their page and by mail, once, without insistence."""
