"""The committed description of the API: `python -m relais.api.snapshot` writes it anew."""

import json
import os
from pathlib import Path
from typing import Final

import django
from django.core.serializers.json import DjangoJSONEncoder

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "relais.config.settings")
django.setup()

from relais.api.v1 import api  # noqa: E402  the rooms' tables must be known first

PATH: Final = Path(__file__).with_name("openapi.json")


def described() -> str:
    """Describe the API as the file does."""
    schema = api.get_openapi_schema()
    return json.dumps(schema, cls=DjangoJSONEncoder, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    PATH.write_text(described(), encoding="utf-8")
