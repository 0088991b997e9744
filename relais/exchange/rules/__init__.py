"""The pure part of exchange: what a mapping says, what a row tells, what is inferred."""

from relais.exchange.rules.drafts import Draft, Drafter, Row
from relais.exchange.rules.history import CannotFollow, Fact, NobodyNamed, Rep, complete
from relais.exchange.rules.mapping import Creates, FileMapping, FileSpec, Orphans, WrongMapping
from relais.exchange.rules.parse import parse_mapping
from relais.exchange.rules.settle import Before, settle

__all__ = [
    "Before",
    "CannotFollow",
    "Creates",
    "Draft",
    "Drafter",
    "Fact",
    "FileMapping",
    "FileSpec",
    "NobodyNamed",
    "Orphans",
    "Rep",
    "Row",
    "WrongMapping",
    "complete",
    "parse_mapping",
    "settle",
]
