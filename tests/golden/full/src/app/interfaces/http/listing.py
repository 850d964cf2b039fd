"""Lists over HTTP: query parameters in, a page out."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Generic, TypeVar

from pydantic import Field
from starlette.requests import Request

from app.application.listing.cursors import make_cursor
from app.application.listing.declaration import ListFields
from app.application.listing.parameters import (
    DEFAULT_LIMIT,
    MAX_LIMIT,
    MAX_OFFSET,
    parse_listing,
)
from app.domain.paging import Operator, Page, PageRequest

Item = TypeVar("Item")


@dataclass(slots=True, kw_only=True)
class PageBody(Generic[Item]):
    """A part of a list."""

    items: list[Item]
    next_cursor: Annotated[
        str | None,
        Field(description="Where the next page begins; null on the last one."),
    ]
    total: Annotated[
        int | None,
        Field(
            exclude_if=lambda total: total is None,
            description="Number of all items; only with `offset`.",
        ),
    ] = None


def parse_request(fields: ListFields, request: Request) -> PageRequest:
    """Read the query parameters; raise `Invalid` for what the list does not know."""
    if not request.scope["query_string"]:
        return PageRequest(limit=DEFAULT_LIMIT)
    return parse_listing(fields, request.query_params.multi_items())


def next_cursor(fields: ListFields, request: PageRequest, page: Page[Any]) -> str | None:
    """Return where the next page begins."""
    if not page.more:
        return None
    return make_cursor(fields, request.sort, page.items[-1])


def describe(fields: ListFields) -> dict[str, Any]:
    """Return the parameters of a list for the OpenAPI document."""
    return {"parameters": [*_paging(fields), *_filters(fields)]}


def _paging(fields: ListFields) -> Iterator[Mapping[str, Any]]:
    names = [name for name, field in fields.items() if field.sortable]
    sortable = "|".join(names)
    limit = {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT}
    offset = {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET}
    sort = {"type": "string", "pattern": f"^-?({sortable})(,-?({sortable}))*$"}
    yield _parameter("limit", limit, "How many items at most.")
    yield _parameter("cursor", {"type": "string"}, "The `next_cursor` of the page before.")
    yield _parameter("offset", offset, "How many items to skip; not together with `cursor`.")
    yield _parameter(
        "sort", sort, f"Names joined by commas, `-` for descending: {', '.join(names)}."
    )


def _filters(fields: ListFields) -> Iterator[Mapping[str, Any]]:
    for name, field in fields.items():
        for operator in Operator:
            if operator in field.allowed:
                suffix = "" if operator is Operator.EQ else f"__{operator}"
                schema = _schema(operator, field.schema)
                yield _parameter(name + suffix, schema, _MEANING[operator])


def _schema(operator: Operator, schema: Mapping[str, str]) -> Mapping[str, Any]:
    if operator is Operator.NULL:
        return {"type": "boolean"}
    return {"type": "string"} if operator is Operator.IN else schema


def _parameter(name: str, schema: Mapping[str, Any], description: str) -> Mapping[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": description,
        "schema": dict(schema),
    }


_MEANING = {
    Operator.EQ: "Equal to.",
    Operator.NE: "Different from.",
    Operator.LT: "Less than.",
    Operator.LTE: "At most.",
    Operator.GT: "Greater than.",
    Operator.GTE: "At least.",
    Operator.IN: "One of these, joined by commas.",
    Operator.NULL: "Missing (`true`) or not (`false`).",
}
