"""What somebody had typed when he was signed out meanwhile: nothing of it is lost.

It stays in his page, as hidden fields of the sign-in form, and comes back to be sent once he is
known again. The server keeps none of it, and what is secret is in neither.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from relais.web.words import of_code, of_field

Fields = list[tuple[str, str]]

TYPED: Final = "typed:"  # before the name of each field that is carried
TO: Final = "typed-to"
FROM: Final = "typed-from"
FILES: Final = "typed-files"
SECRET: Final = ("password", "csrf", "token", "secret")
OURS: Final = frozenset({"next", "once", "kept_as", "seen"})  # fields that nobody typed
CODED: Final = frozenset({"missing", "evidence", "means", "outcome", "mode"})  # what was chosen
SHOWN: Final = 20_000  # characters


@dataclass(frozen=True)
class Typed:
    """A form that was not done: where it goes, from which page, and what is in it."""

    to: str
    back: str
    fields: Fields
    files: bool = False

    def hidden(self) -> Fields:
        """Give it as the hidden fields of another form."""
        carried = [(TYPED + name, value) for name, value in self.fields]
        files = [(FILES, "yes")] if self.files else []
        return [(TO, self.to), (FROM, self.back), *files, *carried]

    def readable(self) -> Fields:
        """Give what a person typed of it, to be read."""
        return readable(self.fields)


def typed_in(request: HttpRequest) -> Typed:
    """Read the form that somebody has just sent."""
    origin = urlsplit(request.headers.get("Referer", ""))
    came = origin.path if origin.netloc == request.get_host() else ""
    fields = fields_of(request.POST)
    return Typed(request.get_full_path(), _ours(came) or "/", fields, bool(request.FILES))


def carried_by(request: HttpRequest) -> Typed | None:
    """Read the form that a sign-in carries along, if any."""
    to = _ours(request.POST.get(TO, ""))
    if not to:
        return None
    carried = fields_of(request.POST)
    fields = [(name.removeprefix(TYPED), told) for name, told in carried if name.startswith(TYPED)]
    back = _ours(request.POST.get(FROM, "")) or "/"
    return Typed(to, back, fields, FILES in request.POST)


def fields_of(form: QueryDict) -> Fields:
    """Give the fields of a form, and never what is secret."""
    return [
        (name, value)
        for name, values in form.lists()
        if not any(word in name.lower() for word in SECRET)
        for value in map(str, values)
    ]


def readable(fields: Iterable[tuple[str, str]]) -> Fields:
    """Give what a person typed, under the words for it: neither ids nor what is ours."""
    return [
        (of_field(name) or _("Text"), of_code(value) if name in CODED else value)
        for name, value in fields
        if value.strip() and len(value) <= SHOWN and name not in OURS and not _is_id(value)
    ]


def _ours(path: str) -> str:
    """Give a path that is a page of ours, else nothing."""
    if not path.startswith("/") or not url_has_allowed_host_and_scheme(path, allowed_hosts=None):
        return ""
    try:
        resolve(urlsplit(path).path)
    except Resolver404:
        return ""
    return path


def _is_id(value: str) -> bool:
    try:
        UUID(value)
    except ValueError:
        return False
    return True
