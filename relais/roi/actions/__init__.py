"""Every deed on the return."""

from relais.roi.actions.months import close_month
from relais.roi.actions.statements import close_statement

__all__ = ["close_month", "close_statement"]
