"""Every deed on the return."""

from relais.roi.actions.months import close_month

__all__ = ["close_month"]
