"""Clients that listen to changes: browsers' protocols, spoken by libraries that know them."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeAlias

import httpx
from websockets.asyncio.client import ClientConnection, connect

from tests.e2e.process import PATIENCE


@dataclass(frozen=True, slots=True)
class Heard:
    """What a client was told."""

    id: str
    change: str
    entity: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Listener:
    """Yields what a client is told after `begin`; a sign of life is the identifier that it has."""

    begin: str
    told: AsyncIterator[Heard | str]

    def __aiter__(self) -> AsyncIterator[Heard | str]:
        """Return what is told."""
        return self.told

    async def __anext__(self) -> Heard | str:
        """Wait for what is told next."""
        return await anext(self.told)


Listen: TypeAlias = Callable[..., AbstractAsyncContextManager[Listener]]


@asynccontextmanager
async def listen_to_stream(address: str, after: str | None = None) -> AsyncIterator[Listener]:
    """Listen by Server-Sent Events; yield when nothing can be missed any more."""
    headers = {} if after is None else {"Last-Event-ID": after}
    async with (
        httpx.AsyncClient(timeout=PATIENCE) as client,
        client.stream("GET", address, headers=headers) as answer,
    ):
        if not answer.is_success:
            await answer.aread()
            answer.raise_for_status()
        lines = answer.aiter_lines()
        assert (await anext(lines)).startswith("retry: ")
        told = _read_events(lines)
        yield Listener(_begin(await anext(told)), told)


async def _read_events(lines: AsyncIterator[str]) -> AsyncIterator[Heard | str]:
    fields: dict[str, str] = {}
    async for line in lines:
        name, _, value = line.partition(": ")
        if line:
            assert name not in fields
            fields[name] = value
        elif "data" in fields:
            yield Heard(fields["id"], fields["event"], json.loads(fields["data"]))
            fields = {}
        else:
            yield fields["id"]
            fields = {}


@asynccontextmanager
async def listen_to_socket(address: str, after: str | None = None) -> AsyncIterator[Listener]:
    """Listen by a WebSocket; yield when nothing can be missed any more."""
    address = address.replace("http://", "ws://", 1)
    address = address if after is None else f"{address}?after={after}"
    # Behind changes that the test does not take, no answer to its farewell is seen.
    async with connect(address, close_timeout=1) as connection:
        told = _read_messages(connection)
        yield Listener(_begin(await anext(told)), told)


async def _read_messages(messages: ClientConnection) -> AsyncIterator[Heard | str]:
    async for message in messages:
        told = json.loads(message)
        yield told["id"] if told["change"] is None else Heard(**told)


def _begin(first: Heard | str) -> str:
    assert isinstance(first, str)
    return first


async def take_until(listener: Listener, is_last: Callable[[Heard], bool]) -> list[Heard]:
    """Return what is told, signs of life left out."""
    taken: list[Heard] = []
    async for heard in listener:
        if isinstance(heard, Heard):
            taken.append(heard)
            if is_last(heard):
                break
    return taken


LISTENING: dict[str, Listen] = {"stream": listen_to_stream, "socket": listen_to_socket}
