"""Who listens at a gateway misses nothing and hears nothing twice when a core is killed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import grpc
import httpx
import pytest

from app.bootstrap.discovery import discover_modules
from tests import factories
from tests.apis.grpc import GrpcApi
from tests.e2e.modes.tiers import serving_core, serving_gateway
from tests.e2e.process import PATIENCE, Server
from tests.suites.remote import make_api_seeder

PATHS = discover_modules(factories.__name__, attribute="PATH")
# Streams take turns over the cores: some are at either.
LISTENERS = 4


class Listener:
    """Listens, and comes back where it was when a stream has ended."""

    def __init__(self, client: httpx.AsyncClient, path: str) -> None:
        self.heard: list[str] = []
        self.ends = 0
        self.listens = asyncio.Event()
        self._client, self._path = client, f"{path}/changes"
        self._news = asyncio.Condition()
        # What the last sign of life or change was called.
        self._last = ""

    async def run(self) -> None:
        """Listen until cancelled."""
        while True:
            with suppress(httpx.TransportError):
                await self._listen()
            self.ends += 1

    async def has_heard(self, number: int) -> list[str]:
        """Wait until it has heard so many events; return their names."""
        async with asyncio.timeout(PATIENCE), self._news:
            await self._news.wait_for(lambda: len(self.heard) >= number)
            return self.heard

    async def _listen(self) -> None:
        headers = {"last-event-id": self._last}
        async with self._client.stream("GET", self._path, headers=headers) as answer:
            async for line in lines_of(answer):
                name, _, value = line.partition(": ")
                if name == "id":
                    self._last = value
                    self.listens.set()
                if name == "event":
                    await self._hear()

    async def _hear(self) -> None:
        async with self._news:
            self.heard.append(self._last)
            self._news.notify_all()


async def lines_of(answer: httpx.Response) -> AsyncIterator[str]:
    """Yield the lines of a stream that was accepted."""
    if answer.is_success:
        async for line in answer.aiter_lines():
            yield line


async def until_both_answer(client: httpx.AsyncClient, path: str, *cores: Server) -> None:
    """Ask until the gateway is connected to both."""
    async with asyncio.timeout(PATIENCE):
        while not all("call_finished" in core.text() for core in cores):
            await client.get(path)


@pytest.mark.skipif(not PATHS, reason="there is no entity to watch")
@pytest.mark.usefixtures("infrastructure")
async def test_nothing_is_missed_when_a_core_is_killed(tmp_path: Path, migrated_url: str) -> None:
    name = min(PATHS)
    with (
        serving_core(tmp_path / "first", migrated_url) as first,
        serving_core(tmp_path / "second", migrated_url) as second,
        serving_gateway(tmp_path / "gateway", first, second) as gateway,
    ):
        async with (
            httpx.AsyncClient(base_url=gateway.url, timeout=PATIENCE) as client,
            grpc.aio.insecure_channel(f"127.0.0.1:{second.ports['grpc']}") as channel,
            asyncio.TaskGroup() as group,
        ):
            await until_both_answer(client, PATHS[name], first, second)
            # Not at the gateway, which repeats no write that has found a core dead.
            seeder = make_api_seeder(GrpcApi(channel))
            listeners = [Listener(client, PATHS[name]) for _ in range(LISTENERS)]
            tasks = [group.create_task(listener.run()) for listener in listeners]
            for listener in listeners:
                await listener.listens.wait()
            await seeder.create(name)
            for listener in listeners:
                await listener.has_heard(1)

            first.process.kill()
            await seeder.create(name)
            heard = [await listener.has_heard(2) for listener in listeners]

            for task in tasks:
                task.cancel()

    assert heard == [heard[0]] * LISTENERS
    assert len(set(heard[0])) == len(heard[0])
    assert any(listener.ends for listener in listeners)
