"""Lists as messages: pages (AIP-132, AIP-158), filters (AIP-160) and orders, both ways."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from app.application.listing.cursors import make_cursor, print_cursor
from app.application.listing.declaration import ListFields
from app.application.listing.parameters import DEFAULT_LIMIT, MAX_LIMIT, parse_listing
from app.domain.errors import FieldError, Invalid
from app.domain.paging import Page, PageRequest, Sort
from app.protocol.filters import parse_filter, print_filter

Item = TypeVar("Item")

# How list parameters are called in requests; all others are conditions of the filter.
_NAMES = {"limit": "page_size", "cursor": "page_token", "offset": "skip", "sort": "order_by"}


class Selection(Protocol):
    """Which items, and in which order."""

    filter: str
    order_by: str


class ListRequest(Selection, Protocol):
    """A part of them."""

    page_size: int
    page_token: str
    skip: int

    def HasField(self, field_name: Any, /) -> bool: ...  # noqa: ANN401, N802


def read_page_request(fields: ListFields, request: ListRequest) -> PageRequest:
    """Read which page is wanted; raise `Invalid`."""
    if request.page_size < 0:
        raise _invalid("page_size", "must not be negative")
    parameters = [("limit", str(min(request.page_size or DEFAULT_LIMIT, MAX_LIMIT)))]
    if request.page_token:
        parameters.append(("cursor", request.page_token))
    if request.HasField("skip"):
        parameters.append(("offset", str(request.skip)))
    return _parse(fields, [*parameters, *_selection(fields, request)])


def read_selection(fields: ListFields, request: Selection) -> PageRequest:
    """Read which items are wanted, all of them: the first of the largest pages; raise `Invalid`."""
    return _parse(fields, [("limit", str(MAX_LIMIT)), *_selection(fields, request)])


def next_page_token(fields: ListFields, request: PageRequest, page: Page[Any]) -> str:
    """Return where the next page begins, nothing on the last one."""
    return make_cursor(fields, request.sort, page.items[-1]) if page.more else ""


def write_page_request(fields: ListFields, request: PageRequest) -> dict[str, Any]:
    """Return the fields of a request that is read as this one."""
    token = request.after and print_cursor(fields, request.sort, request.after)
    return {
        "page_size": request.limit,
        "page_token": token or "",
        "skip": request.offset,
        "filter": print_filter(fields, request.filters),
        "order_by": _print_order(request.sort),
    }


class ListResponse(Protocol):
    """Where a part ends."""

    next_page_token: str
    total_size: int

    def HasField(self, field_name: Any, /) -> bool: ...  # noqa: ANN401, N802


def read_page(items: tuple[Item, ...], response: ListResponse) -> Page[Item]:
    """Return the page that a response holds, with its items as they were read."""
    total = response.total_size if response.HasField("total_size") else None
    return Page(items=items, more=bool(response.next_page_token), total=total)


def _selection(fields: ListFields, request: Selection) -> Iterator[tuple[str, str]]:
    if request.order_by:
        yield "sort", ",".join(_parse_order(request.order_by))
    try:
        for name, text in parse_filter(request.filter):
            if name.partition("__")[0] not in fields:
                raise ValueError(f"has an unknown field: {name.partition('__')[0]}")
            yield name, text
    except ValueError as error:
        raise _invalid("filter", str(error)) from None


def _parse_order(text: str) -> Iterator[str]:
    """Read `total desc, number` as `-total`, `number`."""
    for part in text.split(","):
        name, *direction = part.split()[:3] or [""]
        if direction not in ([], ["asc"], ["desc"]):
            raise _invalid("order_by", f"is not understood at {part.strip()}")
        yield f"-{name}" if direction == ["desc"] else name


def _print_order(sort: Sequence[Sort]) -> str:
    return ", ".join(f"{key.field} desc" if key.descending else key.field for key in sort)


def _parse(fields: ListFields, parameters: Iterable[tuple[str, str]]) -> PageRequest:
    try:
        return parse_listing(fields, parameters)
    except Invalid as error:
        raise _renamed(error) from None


def _renamed(error: Invalid) -> Invalid:
    [problem] = error.fields
    name = _NAMES.get(problem.field, "filter")
    message = problem.message if name != "filter" else f"{problem.field} {problem.message}"
    return _invalid(name, message)


def _invalid(field: str, message: str) -> Invalid:
    return Invalid(f"{field} {message}", fields=[FieldError(field, "invalid", message)])
