"""Whole lists as streams."""

from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from google.protobuf.message import Message

from app.domain.paging import Page, PageRequest

Item = TypeVar("Item")
Written = TypeVar("Written", bound=Message)

# Clients take 4 MiB unless they are told otherwise.
_MAX_PART = 1_048_576


async def parts(
    list_page: Callable[[PageRequest], Awaitable[Page[Item]]],
    request: PageRequest,
    to_message: Callable[[Item], Written],
) -> AsyncIterator[list[Written]]:
    """Yield the whole list as messages, as many at a time as fit into a message of usual clients.

    Only one page is held at a time.
    """
    while True:
        page = await list_page(request)
        part: list[Written] = []
        size = 0
        for item in page.items:
            message = to_message(item)
            size += message.ByteSize()
            if part and size > _MAX_PART:
                yield part
                part, size = [], message.ByteSize()
            part.append(message)
        if part:
            yield part
        if not page.more:
            return
        last = page.items[-1]
        request = replace(request, after=tuple(getattr(last, key.field) for key in request.sort))
