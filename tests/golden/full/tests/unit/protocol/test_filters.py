"""Filters as a text."""

import datetime as dt
import json
import re
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.paging import Filter, Operator
from app.protocol.filters import parse_filter, print_filter
from app.protocol.listing import read_selection
from tests.unit.protocol.lists import FIELDS, Colour, FakeRequest

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=50)
VALUES = {
    "id": st.uuids(),
    "name": TEXTS,
    "total": st.decimals(min_value=-999, max_value=999, places=2),
    "colour": st.sampled_from(Colour),
    "created_at": st.datetimes(timezones=st.just(dt.UTC)),
    "tag_ids": st.uuids(),
}


@st.composite
def conditions(draw: st.DrawFn) -> Filter:
    """Draw a condition that the list allows."""
    name = draw(st.sampled_from(sorted(VALUES)))
    operator = draw(st.sampled_from(sorted(FIELDS[name].allowed)))
    if operator is Operator.NULL:
        return Filter(name, operator, draw(st.booleans()))
    if operator is Operator.IN:
        values = VALUES[name].filter(lambda value: "," not in str(value))
        return Filter(name, operator, tuple(draw(st.lists(values, min_size=1, max_size=3))))
    return Filter(name, operator, draw(VALUES[name]))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("total >= 10", [("total__gte", "10")]),
        ("total>=10 AND total<20", [("total__gte", "10"), ("total__lt", "20")]),
        ('name = "a \\"b\\" AND c"', [("name", 'a "b" AND c')]),
        ("colour != red", [("colour__ne", "red")]),
        ("name:*", [("name__null", "false")]),
        ("NOT name:*", [("name__null", "true")]),
        ("- name:*", [("name__null", "true")]),
        ("-name:*", [("name__null", "true")]),
        ("total > -1 AND -name:*", [("total__gt", "-1"), ("name__null", "true")]),
        ('tag_ids:"1"', [("tag_ids", "1")]),
        ("(colour = red OR colour = blue)", [("colour__in", "red,blue")]),
        ("  total  =  1  ", [("total", "1")]),
    ],
)
def test_reads_conditions(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(parse_filter(text)) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("total", "ends too early"),
        ("total >=", "ends too early"),
        ("total = 1 AND", "ends with AND"),
        ("total = 1 OR total = 2", "has OR where AND is expected"),
        ("total = 1 total = 2", "has total where AND is expected"),
        ("(colour = red OR name = x)", "has OR between something else"),
        ("(total > 1 OR total > 2)", "has OR between something else"),
        ('(name = "a,b" OR name = c)', "has OR between something else"),
        ("(colour = red", "ends too early"),
        ("(colour = red AND colour = blue)", "has AND where OR or ) is expected"),
        ("NOT total = 1", "has NOT before something else"),
        ("-total = 1", "has NOT before something else"),
        ("-", "ends too early"),
        ("total__gte = 1", "has no field total__gte"),
        ("total ( 1", "has ( where a comparison is expected"),
        ('name = "open', "is not understood at character 6"),
        ('name = "' + "x" * 500_000 + '"', "must have at most 500000 characters"),
    ],
)
def test_says_what_it_does_not_understand(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(said)}"):
        list(parse_filter(text))


@given(found=st.lists(conditions(), max_size=4))
def test_reads_what_it_has_written(found: list[Filter]) -> None:
    text = print_filter(FIELDS, tuple(found))

    assert read_selection(FIELDS, FakeRequest(filter=text)).filters == tuple(found)


@given(text=TEXTS)
def test_reads_every_text_between_quotes(text: str) -> None:
    assert list(parse_filter(f"name = {json.dumps(text)}")) == [("name", text)]
    assert list(parse_filter(f"name = {json.dumps(text, ensure_ascii=False)}")) == [("name", text)]


@given(
    words=st.lists(
        st.sampled_from([*"()=<>:*-", "AND", "OR", "NOT", "name", '"x"', '"']) | st.text(),
        max_size=8,
    )
)
def test_every_text_is_read_or_refused(words: list[Any]) -> None:
    with suppress(ValueError):
        assert isinstance(list(parse_filter(" ".join(words))), list)


def test_a_list_that_fills_an_address_is_read_again() -> None:
    # 64 KiB of `?name__in=`.
    values = tuple(chr(ord("a") + number % 26) for number in range(32_763))
    written = print_filter(FIELDS, (Filter("name", Operator.IN, values),))

    assert list(parse_filter(written)) == [("name__in", ",".join(values))]


def test_letters_of_other_scripts_need_no_more_room() -> None:
    assert print_filter(FIELDS, (Filter("name", Operator.EQ, "é"),)) == 'name = "é"'
