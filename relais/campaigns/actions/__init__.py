"""Every deed on campaigns: their terms, target definition, costs, rates, reasons, call centers."""

from relais.campaigns.actions.rates import fetch_daily, fetch_rates, store_rates
from relais.campaigns.actions.setting import (
    CLOCKS,
    Keeper,
    Terms,
    add_cost,
    add_reason,
    change_campaign,
    create_campaign,
    engage_call_center,
    keep_currency,
    lay_first_reasons,
    publish_definition,
    remove_cost,
    remove_objective,
    retire_reason,
    set_objective,
    set_status,
)

__all__ = [
    "CLOCKS",
    "Keeper",
    "Terms",
    "add_cost",
    "add_reason",
    "change_campaign",
    "create_campaign",
    "engage_call_center",
    "fetch_daily",
    "fetch_rates",
    "keep_currency",
    "lay_first_reasons",
    "publish_definition",
    "remove_cost",
    "remove_objective",
    "retire_reason",
    "set_objective",
    "set_status",
    "store_rates",
]
