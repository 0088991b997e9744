"""What a person is told when a deed cannot be done."""

from typing import ClassVar


class Refusal(Exception):
    """A deed that the rules refuse, with words for the person who tried it.

    `message` is a gettext template in English; the doors translate it and fill in `params`.
    Nothing has been written when a Refusal is raised.
    """

    code: ClassVar[str] = "refused"
    message: ClassVar[str] = "This cannot be done."

    def __init__(self, **params: object) -> None:
        super().__init__(params)
        self.params = params

    def __str__(self) -> str:
        told = {
            name: ", ".join(map(str, value)) if isinstance(value, tuple) else value
            for name, value in self.params.items()
        }
        return self.message % told


class NotVisible(Exception):
    """The thing does not exist for this person: the doors answer 404, never 403."""
