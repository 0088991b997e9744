"""Leads: lists, one lead, its history and thread, and every deed on it."""

from relais.api.leads import closing, disputes, qualifying, reading, review, working
from relais.api.leads.deeds import router

__all__ = ["closing", "disputes", "qualifying", "reading", "review", "router", "working"]
