"""A stream holds one page at a time, and sends what clients take."""

from dataclasses import dataclass
from uuid import UUID

from google.protobuf.wrappers_pb2 import StringValue

from app.domain.paging import Page, PageRequest
from app.interfaces.grpc.streaming import parts


@dataclass(frozen=True)
class Row:
    """One of the list."""

    id: UUID


async def test_walks_from_page_to_page_to_the_end() -> None:
    rows = [Row(UUID(int=number)) for number in range(1, 6)]

    async def list_page(request: PageRequest) -> Page[Row]:
        left = [row for row in rows if (row.id,) > (request.after or (UUID(int=0),))]
        return Page(items=tuple(left[: request.limit]), more=len(left) > request.limit)

    found = parts(list_page, PageRequest(limit=2), _to_message)
    seen = [[message.value for message in part] async for part in found]

    numbers = [str(row.id) for row in rows]
    assert seen == [numbers[:2], numbers[2:4], numbers[4:]]


async def test_sends_no_more_at_once_than_usual_clients_take() -> None:
    rows = tuple(Row(UUID(int=number)) for number in range(5))

    async def list_page(_: PageRequest) -> Page[Row]:
        return Page(items=rows, more=False)

    found = parts(list_page, PageRequest(limit=9), lambda _: StringValue(value="x" * 400_000))

    assert [len(part) async for part in found] == [2, 2, 1]


def _to_message(row: Row) -> StringValue:
    return StringValue(value=str(row.id))
