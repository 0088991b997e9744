"""Pages by cursor: stable while rows are added, and as quick on the last page as on the first."""

import base64
import json
from datetime import UTC
from typing import Any, Final, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from pydantic import BaseModel

from relais.api.door import Unreadable
from relais.api.fields import Listing, Page
from relais.database.reading import read_rows
from relais.lib.words import gettext_noop

M = TypeVar("M", bound=Model)
Place = tuple[Any, UUID]

UNKNOWN: Final = gettext_noop("Unknown parameters: %(names)s.")


def page_of(
    request: HttpRequest,
    rows: QuerySet[M],
    *,
    by: str,
    asked: Listing,
    out: type[BaseModel],
) -> HttpResponse:
    """Answer with one page of rows in the order of a column ("-opened_at": the latest first).

    Equal values follow in the order of their ids. The next page's cursor is in the body as
    `next`, its address in the header `Link` (RFC 8288). `rows` has the columns that `out` names.
    :raises HttpError: 400 for a cursor that is not one of ours, 422 for an unknown parameter.
    """
    shown, following = cut(request, rows, by=by, asked=asked, out=out)
    page = Page[out].model_validate({"items": shown, "next": following})  # type: ignore[valid-type]
    answer = HttpResponse(page.model_dump_json(), content_type="application/json")
    if following:
        query = urlencode({**request.GET.dict(), "cursor": following})
        answer["Link"] = f'<{request.build_absolute_uri(request.path)}?{query}>; rel="next"'
    return answer


def cut(
    request: HttpRequest,
    rows: QuerySet[M],
    *,
    by: str,
    asked: Listing,
    out: type[BaseModel],
) -> tuple[list[dict[str, Any]], str | None]:
    """Give the rows of one page, and the cursor of the next; None on the last.

    :raises HttpError: as `page_of`.
    """
    unknown = request.GET.keys() - type(asked).model_fields.keys()
    if unknown:
        raise Unreadable(422, UNKNOWN, names=", ".join(sorted(unknown)))
    column, sign = by.lstrip("-"), "-" if by.startswith("-") else ""
    if asked.cursor:
        field = rows.model._meta.get_field(column)
        rows = rows.filter(_after(_read(asked.cursor, field), column, "lt" if sign else "gt"))
    ordered = rows.order_by(by, f"{sign}id")[: asked.limit + 1]
    names = list(dict.fromkeys(("id", column, *out.model_fields)))
    read = read_rows(ordered.values_list(*names))
    found = [dict(zip(names, row, strict=True)) for row in read]
    shown = found[: asked.limit]
    return shown, _write(shown[-1], column) if len(found) > len(shown) else None


def _after(place: Place, column: str, beyond: str) -> Q:
    value, row_id = place
    later = Q(**{f"{column}__{beyond}": value}) | Q(**{f"id__{beyond}": row_id})
    return Q(**{f"{column}__{beyond}e": value}) & later  # the first half goes by an index


def _write(row: dict[str, Any], column: str) -> str:
    value = row[column]
    told = [value.isoformat() if hasattr(value, "isoformat") else str(value), str(row["id"])]
    return base64.urlsafe_b64encode(json.dumps(told).encode()).decode()


def _read(cursor: str, field: Any) -> Place:
    try:
        value, row_id = json.loads(base64.urlsafe_b64decode(cursor.encode()))
        if b"\x00" in value.encode():
            raise ValueError("NUL")
        return _value(field, value), UUID(row_id)
    except (ValueError, TypeError, AttributeError, OverflowError, ValidationError) as error:
        raise Unreadable(400, gettext_noop("This cursor is not one of ours.")) from error


def _value(field: "Field[Any, Any]", text: str) -> Any:
    value = field.to_python(text)
    if value is None or (hasattr(value, "tzinfo") and value.tzinfo is None):
        raise ValueError("not written by us")
    return value.astimezone(UTC) if hasattr(value, "tzinfo") else value
