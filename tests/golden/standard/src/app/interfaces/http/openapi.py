"""The OpenAPI document: the operations with the problems that each of them can answer."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.middleware.asyncexitstack import AsyncExitStackMiddleware
from fastapi.openapi.utils import get_openapi
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from app.interfaces.http.dispatch import CollectionDispatcher
from app.interfaces.http.problems import MEDIA_TYPE, Problem, phrase

_SCHEMA = "#/components/schemas/{model}"
_RESPONSE = "#/components/responses/{name}"
# What the layers around the handlers answer, whatever the operation.
_ALWAYS = (400, 500, 503, 504)
_WITH_BODY = (413, 415, 422)
_WITH_PARAMETERS = (422,)
# FastAPI's own descriptions of validation errors, which this service does not send.
_FOREIGN_SCHEMAS = ("HTTPValidationError", "ValidationError")
_CLIENT_ERRORS = "4"
_SERVER_ERRORS = "5"


class DocumentedApi(FastAPI):
    """An application whose document names the routes behind the dispatcher and all problems."""

    def build_middleware_stack(self) -> ASGIApp:
        """Leave out the layers that FastAPI adds: those of this service do their work."""
        app: ASGIApp = AsyncExitStackMiddleware(self.router)
        for layer, arguments, options in reversed(self.user_middleware):
            app = layer(app, *arguments, **options)
        return app

    def openapi(self) -> dict[str, Any]:
        """Return the document; it is built once."""
        if self.openapi_schema is None:
            document = get_openapi(
                title=self.title,
                version=self.version,
                description=self.description,
                routes=list(flat(self.routes)),
            )
            document_problems(document)
            self.openapi_schema = document
        return self.openapi_schema


def flat(routes: Iterable[BaseRoute]) -> Iterator[BaseRoute]:
    """Yield every route, those behind the dispatcher too."""
    for route in routes:
        if isinstance(route, CollectionDispatcher):
            yield from route.routes
        else:
            yield route


def document_problems(document: dict[str, Any]) -> None:
    """Describe each problem once and refer to it from the operations."""
    statuses: set[int] = set()
    for path in document["paths"].values():
        for operation in path.values():
            statuses.update(_refer_to_problems(operation))
        if "patch" in path:
            _allow_merge_patch(path["patch"].get("requestBody", {}).get("content", {}))
    components = document.setdefault("components", {})
    components["responses"] = {_name(status): _response(status) for status in sorted(statuses)}
    schemas = components.setdefault("schemas", {})
    for name in _FOREIGN_SCHEMAS:
        schemas.pop(name, None)
    schema = Problem.model_json_schema(ref_template=_SCHEMA)
    schemas.update(schema.pop("$defs"))
    schemas["Problem"] = schema
    components["schemas"] = dict(sorted(schemas.items()))


def _refer_to_problems(operation: dict[str, Any]) -> Sequence[int]:
    responses = operation["responses"]
    declared = [int(key) for key in responses if key[0] in (_CLIENT_ERRORS, _SERVER_ERRORS)]
    general = [*_ALWAYS]
    if "requestBody" in operation:
        general.extend(_WITH_BODY)
    if "parameters" in operation:
        general.extend(_WITH_PARAMETERS)
    statuses = sorted({*declared, *general})
    for status in statuses:
        responses.pop(str(status), None)
        responses[str(status)] = {"$ref": _RESPONSE.format(name=_name(status))}
    return statuses


def _allow_merge_patch(content: dict[str, Any]) -> None:
    """Name the media type of RFC 7396 too, which says more than plain JSON."""
    if "application/json" in content:
        content["application/merge-patch+json"] = content["application/json"]


def _response(status: int) -> dict[str, Any]:
    schema = {"$ref": _SCHEMA.format(model="Problem")}
    return {
        "description": phrase(status),
        "content": {MEDIA_TYPE: {"schema": schema}},
    }


def _name(status: int) -> str:
    return phrase(status).title().replace(" ", "").replace("-", "")
