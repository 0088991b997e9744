"""Who has signed in: Django's own way by address and password; what every page asks is prepared."""

from typing import Any

from django.contrib.auth.backends import ModelBackend

from relais.people.queries import login_of


class Backend(ModelBackend):
    """Finds the sign-in of a session again."""

    def get_user(self, user_id: Any) -> Any:
        """Give an active sign-in; None where there is none any more."""
        login = login_of(user_id)
        return login if login is not None and self.user_can_authenticate(login) else None
