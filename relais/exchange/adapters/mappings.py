"""Reading a mapping from its TOML file."""

import tomllib
from hashlib import sha256
from pathlib import Path

from relais.exchange.rules import FileMapping, WrongMapping, parse_mapping


def read_mapping(path: Path) -> tuple[FileMapping, str]:
    """Read a mapping, and give it with the SHA-256 of its file.

    :raises WrongMapping: when there is no such file, it is no TOML, or a key is wrong.
    """
    try:
        raw = path.read_bytes()
        data = tomllib.loads(raw.decode("utf-8"))
    except OSError as error:
        raise WrongMapping(key=path.name, problem=error.strerror or "cannot be read") from None
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise WrongMapping(key=path.name, problem=f"this is no TOML: {error}") from None
    return parse_mapping(data), sha256(raw).hexdigest()
