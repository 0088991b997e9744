"""Asking what would be: of few leads it is reckoned at once, of many from what the worker added up.

What is kept answers whatever rates are supposed; another least score or version is added up anew.
"""

from datetime import datetime
from typing import Any, TypeAlias

from relais.diagnosis.actions.compute import Progress
from relais.diagnosis.actions.proof import scope_wanted
from relais.diagnosis.actions.wanted import want
from relais.diagnosis.models import Computation
from relais.people.rules.access import Access
from relais.roi.queries import Scope, Supposed, WhatIf, what_if
from relais.roi.queries.kept import are_many
from relais.roi.queries.what_if_kept import (
    AskedWhatIf,
    Behind,
    behind_kept,
    computed_what_if,
    supposed_kept,
    what_if_kept,
)

Would: TypeAlias = WhatIf | Computation
Listed: TypeAlias = Behind | Computation


def ask_what_if(scope: Scope, supposed: Supposed, *, access: Access, at: datetime) -> Would:
    """Say what the leads of a scope would have given, or how far their adding up is.

    :raises NotVisible: for a version of no definition of the only campaign of the scope.
    """
    if not are_many(scope):
        return what_if(scope, supposed)
    row = want("what_if", AskedWhatIf(scope, supposed), access=access, at=at)
    if row.done_at is None:
        return row
    return what_if_kept(scope, supposed, row.result, as_of=row.done_at)


def ask_what_if_leads(scope: Scope, supposed: Supposed, *, access: Access, at: datetime) -> Listed:
    """Give the leads behind the counts of what if, or how far their adding up is.

    :raises NotVisible: for a version of no definition of the only campaign of the scope.
    """
    if not are_many(scope):
        return Behind(scope, supposed)
    row = want("what_if", AskedWhatIf(scope, supposed), access=access, at=at)
    if row.done_at is None:
        return row
    return behind_kept(scope, supposed, row.result, as_of=row.done_at)


def compute_what_if(row: Computation, *, at: datetime, tell: Progress) -> dict[str, Any]:
    """Add up for the worker what was asked for, of the leads that its reader sees.

    :raises NotVisible: where the reader does not see them any more.
    """
    return computed_what_if(scope_wanted(row, at=at), supposed_kept(row.asked), tell=tell)
