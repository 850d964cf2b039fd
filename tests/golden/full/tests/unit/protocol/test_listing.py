"""Requests for lists as messages."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

import pytest

from app.domain.errors import Invalid
from app.domain.paging import Filter, Operator, Page, PageRequest, Sort
from app.protocol.listing import next_page_token, read_page_request, write_page_request
from tests.unit.protocol.lists import FIELDS, FakeRequest

MOMENT = dt.datetime(2026, 11, 21, 12, 30, tzinfo=dt.UTC)


@dataclass(frozen=True)
class Row:
    """One of the list."""

    id: UUID
    created_at: dt.datetime = MOMENT


@pytest.mark.parametrize(("asked", "limit"), [(0, 20), (7, 7), (200, 200), (100_000, 200)])
def test_bounds_the_size_of_a_page(asked: int, limit: int) -> None:
    assert read_page_request(FIELDS, FakeRequest(page_size=asked)).limit == limit


def test_reads_an_order_with_the_identifier_at_its_end() -> None:
    request = FakeRequest(order_by="created_at desc, name asc")

    found = read_page_request(FIELDS, request).sort

    assert found == (Sort("created_at", descending=True), Sort("name"), Sort("id"))


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        (FakeRequest(page_size=-1), "page_size"),
        (FakeRequest(page_token="x"), "page_token"),
        (FakeRequest(skip=-1), "skip"),
        (FakeRequest(skip=1, page_token="x"), "skip"),
        (FakeRequest(order_by="no_such_field"), "order_by"),
        (FakeRequest(order_by="name down"), "order_by"),
        (FakeRequest(order_by="name,,id"), "order_by"),
        (FakeRequest(order_by="name, name"), "order_by"),
        (FakeRequest(filter="no_such_field = 1"), "filter"),
        (FakeRequest(filter="total = many"), "filter"),
        (FakeRequest(filter="limit = 1"), "filter"),
        (FakeRequest(filter='name = "\\u0000"'), "filter"),
        (FakeRequest(filter='name = "\\ud800"'), "filter"),
        (FakeRequest(filter='name = "\\q"'), "filter"),
        (FakeRequest(filter="tag_ids > 1"), "filter"),
    ],
)
def test_names_the_part_of_a_request_that_is_wrong(request_: FakeRequest, field: str) -> None:
    with pytest.raises(Invalid) as caught:
        read_page_request(FIELDS, request_)

    assert [error.field for error in caught.value.fields] == [field]


@pytest.mark.parametrize(
    "wanted",
    [
        PageRequest(limit=3),
        PageRequest(limit=3, offset=0),
        PageRequest(limit=3, after=(UUID(int=1),)),
        PageRequest(
            limit=200,
            sort=(Sort("created_at", descending=True), Sort("id", descending=True)),
            filters=(Filter("total", Operator.IN, (Decimal("1.50"), Decimal("2.00"))),),
            after=(MOMENT, UUID(int=1)),
        ),
    ],
)
def test_reads_what_it_has_written(wanted: PageRequest) -> None:
    written = FakeRequest(**write_page_request(FIELDS, wanted))

    assert read_page_request(FIELDS, written) == wanted


def test_a_token_leads_behind_the_last_one_of_a_page() -> None:
    rows = (Row(UUID(int=1)), Row(UUID(int=2)))
    wanted = PageRequest(limit=2)

    token = next_page_token(FIELDS, wanted, Page(items=rows, more=True))

    assert read_page_request(FIELDS, FakeRequest(page_token=token)).after == (UUID(int=2),)
    assert next_page_token(FIELDS, wanted, Page(items=rows, more=False)) == ""
