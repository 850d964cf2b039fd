"""Watches entities as clients do."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import grpc

from app.bootstrap.discovery import discover_modules
from app.bootstrap.seeding import Seeder
from app.protocol import messages
from app.protocol.changes import ChangeConverter
from tests.api import Api, Body
from tests.messages import JsonShape

PATIENCE = 30.0
CONVERTERS: Mapping[str, ChangeConverter[Any, Any, Any]] = discover_modules(
    messages.__name__, attribute="CHANGES"
)
NAMES = sorted(CONVERTERS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watcher:
    """A client of a server that runs; `seeder` creates entities through it."""

    api: Api
    seeder: Seeder
    channel: grpc.aio.Channel

    def watch(self, name: str, after: str = "") -> "Told":
        """Call `Watch…` of an entity."""
        converter = CONVERTERS[name]
        call: Any = self.channel.unary_stream(
            path_of(name),
            request_serializer=converter.request.SerializeToString,
            response_deserializer=converter.response.FromString,
        )
        return Told(name, call(converter.request(after=after), timeout=PATIENCE))


class Told:
    """What one client is told about an entity."""

    def __init__(self, name: str, call: Any) -> None:
        self.call = call
        self._name = name
        self._shape = JsonShape(CONVERTERS[name].converter)
        self._answers = aiter(call)

    async def silence(self) -> str:
        """Take an answer that tells of no change; return how far all is told."""
        answer = await self._next()
        assert answer == type(answer)(event_id=str(UUID(answer.event_id)))
        return str(answer.event_id)

    async def take(self, number: int) -> list[tuple[str, Body]]:
        """Return the next changes, with the entities as bodies."""
        return [self._read(answer) for answer in await self.answers(number)]

    async def answers(self, number: int) -> list[Any]:
        """Return the next changes as they are."""
        return [await self._next() for _ in range(number)]

    async def _next(self) -> Any:
        async with asyncio.timeout(PATIENCE):
            return await anext(self._answers)

    def _read(self, answer: Any) -> tuple[str, Body]:
        change = type(answer).Change.Name(answer.change)
        return change, self._shape.read(getattr(answer, self._name))


def path_of(name: str) -> str:
    """Return the path of the rpc that watches an entity."""
    declared = CONVERTERS[name].response.DESCRIPTOR
    [service] = declared.file.services_by_name.values()
    [rpc] = [rpc for rpc in service.methods if rpc.output_type is declared]
    return f"/{service.full_name}/{rpc.name}"
