"""What is kept of somebody who said no: a fingerprint, not a name (law.md, rule 6)."""

import hmac
from hashlib import sha256

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class Objected(Refusal):
    """The prospect has said that he does not want to be contacted."""

    code = "objected"
    message = gettext_noop("This contact has objected to being contacted.")


def fingerprint(value: str, *, key: bytes) -> str:
    """Give the keyed fingerprint (HMAC-SHA-256) of a number in E.164 or of an address."""
    return hmac.new(key, value.strip().lower().encode(), sha256).hexdigest()
