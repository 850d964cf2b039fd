"""Parameters of a list: text in, a `PageRequest` out."""

from collections.abc import Iterable

from app.application.listing.cursors import parse_cursor
from app.application.listing.declaration import ListField, ListFields
from app.domain.errors import FieldError, Invalid
from app.domain.paging import Filter, Operator, PageRequest, Sort

DEFAULT_LIMIT = 20
MAX_LIMIT = 200
MAX_OFFSET = 1_000_000


def parse_listing(fields: ListFields, parameters: Iterable[tuple[str, str]]) -> PageRequest:
    """Turn query parameters into a request.

    Raises:
        Invalid: an unknown parameter, a value that is not of the field's type, a foreign cursor.
    """
    single: dict[str, str] = {}
    filters: list[Filter] = []
    for name, text in parameters:
        if name in {"limit", "offset", "cursor", "sort"}:
            if name in single:
                raise _invalid(name, "is given twice")
            single[name] = text
        else:
            filters.append(_parse_filter(fields, name, text))
    sort = _parse_sort(fields, single.get("sort", "id"))
    cursor, offset = single.get("cursor"), single.get("offset")
    if cursor is not None and offset is not None:
        raise _invalid("offset", "cannot be combined with cursor")
    return PageRequest(
        limit=_parse_count("limit", single.get("limit", str(DEFAULT_LIMIT)), 1, MAX_LIMIT),
        sort=sort,
        filters=tuple(filters),
        after=None if cursor is None else _parse_place(fields, sort, cursor),
        offset=None if offset is None else _parse_count("offset", offset, 0, MAX_OFFSET),
    )


def _parse_place(fields: ListFields, sort: tuple[Sort, ...], cursor: str) -> tuple[object, ...]:
    try:
        return parse_cursor(fields, sort, cursor)
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError):
        raise _invalid("cursor", "is not a cursor of this list") from None


def _parse_sort(fields: ListFields, text: str) -> tuple[Sort, ...]:
    keys: list[Sort] = []
    for part in text.split(","):
        name = part.removeprefix("-")
        if name not in fields or not fields[name].sortable:
            raise _invalid("sort", f"cannot be by {name}")
        if any(key.field == name for key in keys):
            raise _invalid("sort", f"names {name} twice")
        keys.append(Sort(name, descending=part.startswith("-")))
    if not any(key.field == "id" for key in keys):
        keys.append(Sort("id", descending=keys[-1].descending))
    return tuple(keys)


def _parse_filter(fields: ListFields, name: str, text: str) -> Filter:
    field_name, _, suffix = name.partition("__")
    field = fields.get(field_name)
    operator = Operator.EQ if not suffix else _OPERATORS.get(suffix)
    if field is None or operator is None or operator not in field.allowed:
        raise _invalid(name, "is not a parameter of this list")
    try:
        return Filter(field_name, operator, _parse_value(field, operator, text))
    except (ValueError, ArithmeticError):
        raise _invalid(name, "has a value that does not fit the field") from None


def _parse_value(field: ListField, operator: Operator, text: str) -> object:
    if "\x00" in text:
        raise ValueError(text)
    if operator is Operator.NULL:
        return _BOOLEANS[text] if text in _BOOLEANS else _refuse(text)
    if operator is Operator.IN:
        return tuple(field.parse(part) for part in text.split(","))
    return field.parse(text)


def _parse_count(name: str, text: str, minimum: int, maximum: int) -> int:
    short = text.isascii() and text.isdigit() and len(text) <= len(str(maximum))
    if not (short and minimum <= int(text) <= maximum):
        raise _invalid(name, f"must be a whole number from {minimum} to {maximum}")
    return int(text)


def _refuse(text: str) -> bool:
    raise ValueError(text)


def _invalid(field: str, message: str) -> Invalid:
    return Invalid(
        f"{field} {message}",
        code="invalid_list_request",
        fields=[FieldError(field, "invalid", message)],
    )


_BOOLEANS = {"true": True, "false": False}
_OPERATORS = {operator.value: operator for operator in Operator if operator is not Operator.EQ}
