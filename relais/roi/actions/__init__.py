"""Every deed on the return."""

from relais.roi.actions.months import check_closing, close_month
from relais.roi.actions.statements import close_statement

__all__ = ["check_closing", "close_month", "close_statement"]
