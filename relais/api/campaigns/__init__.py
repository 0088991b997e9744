"""Campaigns: terms, status, target definition, objectives, costs, call centers, reasons."""

from relais.api.campaigns import reading, setting
from relais.api.campaigns.reading import costs, objectives, reasons, router

__all__ = ["costs", "objectives", "reading", "reasons", "router", "setting"]
