"""Campaigns: terms, status, target definition, objectives, costs, call centers, reasons."""

from relais.api.campaigns import reading, setting
from relais.api.campaigns.reading import costs, objectives, rates, reasons, router

__all__ = ["costs", "objectives", "rates", "reading", "reasons", "router", "setting"]
