"""What is kept of somebody who said no: a fingerprint, not a name (law.md, rule 6)."""

import hmac
import unicodedata
from hashlib import sha256
from uuid import UUID

from relais.lib.errors import Refusal
from relais.lib.words import gettext_noop


class Objected(Refusal):
    """The prospect has said that he does not want to be contacted."""

    code = "objected"
    message = gettext_noop("This contact has objected to being contacted.")


class NothingToKeep(Refusal):
    """An objection of somebody of whom nothing is known could not be obeyed later."""

    code = "nothing_to_keep"
    message = gettext_noop(
        "Neither number, address nor name of this person is known: correct his details first, so"
        " that his objection can be kept."
    )


def fingerprint(value: str, *, key: bytes) -> str:
    """Give the keyed fingerprint (HMAC-SHA-256) of a number in E.164 or of an address."""
    return hmac.new(key, value.strip().lower().encode(), sha256).hexdigest()


def name_value(account_id: UUID, *names: str) -> str:
    """Give what tells a person at his company by his name alone; "" for who has no name.

    Accents, case and the order of names count for nothing.
    """
    letters = unicodedata.normalize("NFKD", " ".join(names).casefold())
    words = "".join(sign if sign.isalnum() else " " for sign in letters if not _is_accent(sign))
    return f"{account_id.hex}:{' '.join(sorted(words.split()))}" if words.strip() else ""


def _is_accent(sign: str) -> bool:
    return bool(unicodedata.combining(sign))
