"""Campaigns: terms, status, target definition, objectives, costs, call centers, reasons."""

from relais.api.campaigns import reading, setting
from relais.api.campaigns.reading import reasons, router

__all__ = ["reading", "reasons", "router", "setting"]
