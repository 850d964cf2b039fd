"""Filters as a text (AIP-160): conditions on fields, joined by `AND`.

`total >= 10 AND status = "paid"`, `note:*` (is given), `NOT note:*` or `-note:*`,
`tag_ids:"…"` (holds), `(status = "paid" OR status = "sent")` for one field. Texts stand in double
quotes where they are more than a word.
"""

import json
import re
from collections import deque
from collections.abc import Iterator

from app.application.listing.declaration import ListFields
from app.domain.paging import Filter, Operator

_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*")|(?P<sign><=|>=|!=|[<>=:()])|(?P<word>[^\s"<>=!:()]+))"""
)
_SIGNS = {
    "=": Operator.EQ,
    "!=": Operator.NE,
    "<": Operator.LT,
    "<=": Operator.LTE,
    ">": Operator.GT,
    ">=": Operator.GTE,
}
_WRITTEN = {operator: sign for sign, operator in _SIGNS.items()}
# Longer filters cost time. A gateway writes a list of values as alternatives, which takes several
# times the characters that the list takes in an address.
_MAX_LENGTH = 500_000


def parse_filter(text: str) -> Iterator[tuple[str, str]]:
    """Yield each condition as a list parameter: `("total__gte", "10")`; raise `ValueError`."""
    if len(text) > _MAX_LENGTH:
        raise ValueError(f"must have at most {_MAX_LENGTH} characters")
    tokens = _Tokens(text)
    while tokens.left:
        yield _parse_term(tokens)
        if tokens.left:
            tokens.expect("AND")
            if not tokens.left:
                raise ValueError("ends with AND")


def print_filter(fields: ListFields, filters: tuple[Filter, ...]) -> str:
    """Write conditions as a text that is read as the same conditions."""
    return " AND ".join(_print_condition(fields, condition) for condition in filters)


class _Tokens:
    """The words, texts and signs of a filter, one after the other."""

    def __init__(self, text: str) -> None:
        self.left = deque(self._split(text.strip()))

    def next(self) -> str:
        if not self.left:
            raise ValueError("ends too early")
        return self.left.popleft()

    def expect(self, token: str) -> None:
        if (found := self.next()) != token:
            raise ValueError(f"has {found} where {token} is expected")

    def take_negation(self) -> bool:
        """Return whether `NOT` or `-` comes next, and go behind it."""
        if self.left[0] in {"NOT", "-"}:
            self.left.popleft()
            return True
        negated = self.left[0].startswith("-")
        self.left[0] = self.left[0].removeprefix("-")
        return negated

    @staticmethod
    def _split(text: str) -> Iterator[str]:
        end = 0
        while end < len(text):
            match = _TOKEN.match(text, end)
            if match is None:
                raise ValueError(f"is not understood at character {end}")
            yield match["text"] or match["sign"] or match["word"]
            end = match.end()


def _parse_term(tokens: _Tokens) -> tuple[str, str]:
    if tokens.left[0] == "(":
        return _parse_alternatives(tokens)
    if tokens.take_negation():
        name, _ = _parse_condition(tokens)
        if not name.endswith("__null"):
            raise ValueError("has NOT before something else than `field:*`")
        return name, "true"
    return _parse_condition(tokens)


def _parse_alternatives(tokens: _Tokens) -> tuple[str, str]:
    tokens.expect("(")
    names, values = set(), []
    while True:
        name, value = _parse_condition(tokens)
        names.add(name)
        values.append(value)
        if (found := tokens.next()) == ")":
            break
        if found != "OR":
            raise ValueError(f"has {found} where OR or ) is expected")
    if len(names) != 1 or "__" in (name := names.pop()) or any("," in value for value in values):
        raise ValueError("has OR between something else than values of one field")
    return f"{name}__in", ",".join(values)


def _parse_condition(tokens: _Tokens) -> tuple[str, str]:
    name, sign, value = tokens.next(), tokens.next(), tokens.next()
    if "__" in name:
        raise ValueError(f"has no field {name}")
    if sign == ":" and value == "*":
        return f"{name}__null", "false"
    text = _read_text(value)
    if sign in {"=", ":"}:
        return name, text
    if sign not in _SIGNS:
        raise ValueError(f"has {sign} where a comparison is expected")
    return f"{name}__{_SIGNS[sign]}", text


def _read_text(token: str) -> str:
    if not token.startswith('"'):
        return token
    text = json.loads(token, strict=False)
    return str(text)


def _print_condition(fields: ListFields, condition: Filter) -> str:
    name, operator, value = condition.field, condition.operator, condition.value
    if operator is Operator.NULL:
        return f"NOT {name}:*" if value else f"{name}:*"
    write = fields[name].print
    if operator is Operator.IN:
        values = value if isinstance(value, tuple) else (value,)
        options = (f"{name} = {_quote(write(one))}" for one in values)
        return f"({' OR '.join(options)})"
    return f"{name} {_WRITTEN[operator]} {_quote(write(value))}"


def _quote(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
