"""Who listens to the log, and which guards the database holds: two lists to read."""

from typing import Any, Final

from relais.database.triggers import Guard, append_only, install
from relais.leads.log import Listener, listen

LISTENERS: Final[tuple[Listener, ...]] = ()

GUARDS: Final[tuple[Guard, ...]] = (append_only("leads_leadevent"),)


def wire() -> None:
    """Tell the log who listens."""
    listen(LISTENERS)


def lay_guards(**_: Any) -> None:
    """Lay the database's guards; called after every migrate."""
    install(GUARDS)
