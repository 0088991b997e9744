"""The description of the API (OpenAPI 3.1), with what every operation has in common said once."""

from typing import Any, Final

from ninja import NinjaAPI
from ninja.openapi.schema import REF_TEMPLATE, OpenAPISchema
from ninja.operation import Operation

from relais.api.door import Key
from relais.api.problems import MEDIA_TYPE, Problem

REFUSALS: Final = {
    400: "A body, cursor or header that cannot be read.",
    401: "The key is unknown, ended or revoked.",
    403: "The key was not given the scope that this needs.",
    404: "There is nothing here that you may see.",
    409: "Refused in words: the state, the person or the rules do not allow it, or it is stale.",
    413: "More than the 10 MB that one request may hold.",
    422: "A field that is missing, unknown or out of bounds.",
}
OF_BODIES: Final = {413}
PARAMETERS: Final = {
    "IdempotencyKey": {
        "name": "Idempotency-Key",
        "in": "header",
        "required": False,
        "description": "The same request under the same key is done once and answered alike.",
        "schema": {"type": "string", "minLength": 1, "maxLength": 120, "pattern": "^[!-~]+$"},
    },
    "IfMatch": {
        "name": "If-Match",
        "in": "header",
        "required": False,
        "description": "The ETag (sequence) of the lead as it was seen; 409 if it has moved on.",
        "schema": {"type": "string", "pattern": '^"[0-9]{1,9}"$'},
    },
}


class Api(NinjaAPI):
    """Our API: operations are named after their functions."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name an operation as its function is named."""
        return operation.view_func.__name__.rstrip("_")

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Describe all operations under the address at which they are served."""
        return Description(self, path_prefix or self.get_root_path(path_params or {}))


class Description(OpenAPISchema):
    """Adds to each operation its scope, its refusals, and the headers that every deed takes."""

    def operation_security(self, operation: Operation) -> list[dict[str, Any]] | None:
        """Name the scope that the key needs."""
        super().operation_security(operation)
        keys = [key for key in operation.auth_callbacks if isinstance(key, Key)]
        scopes = [key.scope for key in keys if key.scope]
        return [{"Key": scopes}]

    def operation_parameters(self, operation: Operation) -> list[dict[str, Any]]:
        """Add the headers of a deed."""
        found: list[dict[str, Any]] = super().operation_parameters(operation)
        if _is_deed(operation):
            found.append({"$ref": "#/components/parameters/IdempotencyKey"})
            if operation.path.startswith("/{lead_id}"):
                found.append({"$ref": "#/components/parameters/IfMatch"})
        return found

    def responses(self, operation: Operation) -> dict[int, dict[str, Any]]:
        """Add the refusals."""
        found: dict[int, dict[str, Any]] = super().responses(operation)
        return found | {
            status: {"$ref": f"#/components/responses/Problem{status}"}
            for status in REFUSALS
            if status not in OF_BODIES or _is_deed(operation)
        }

    def add_schema_definitions(self, definitions: dict[str, Any]) -> None:
        """Take schemas in.

        :raises ValueError: when two that differ have one name.
        """
        for name, schema in definitions.items():
            if self.schemas.setdefault(name, schema) != schema:
                raise ValueError(f"two schemas of the API are called {name}")

    def get_components(self) -> dict[str, Any]:
        """Add what operations refer to."""
        problem = Problem.model_json_schema(ref_template=REF_TEMPLATE)
        self.add_schema_definitions({**problem.pop("$defs"), "Problem": problem})
        schema = {"$ref": "#/components/schemas/Problem"}
        return {
            **super().get_components(),
            "parameters": PARAMETERS,
            "responses": {
                f"Problem{status}": {
                    "description": words,
                    "content": {MEDIA_TYPE: {"schema": schema}},
                }
                for status, words in REFUSALS.items()
            },
        }


def _is_deed(operation: Operation) -> bool:
    return operation.methods != ["GET"]
