"""Sessions in the database, as Django keeps them; what every page reads is asked prepared."""

from datetime import UTC, datetime
from typing import Any, Final

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from relais.database.prepared import Prepared


class SessionStore(Kept):
    """A session of a browser."""

    def load(self) -> dict[str, Any]:
        """Give what is kept; one that is over, or that nobody began, is empty and has no key."""
        for (kept,) in _kept(self.session_key or "", timezone.now()):
            return self.decode(kept)
        self._session_key = None
        return {}


def _ask_kept(key: str, at: datetime) -> "QuerySet[Any, Any]":
    return Session.objects.filter(session_key=key, expire_date__gt=at).values_list("session_data")


_kept: Final = Prepared(_ask_kept, examples=("-", datetime(1900, 1, 1, tzinfo=UTC)))
