"""The scripts of the queue: what they change, they change at once and whole."""

import asyncio
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from redis.asyncio import Redis

from app.infrastructure.jobs.redis.bells import Bells
from app.infrastructure.redis.connection import close_client
from app.infrastructure.redis.errors import domain_errors

_FOLDER = Path(__file__).parent / "lua"
# What all scripts begin with, and what some have besides.
_BASE = ("queue", "ending")
_PARTS = {"insert": ["inserting"], "tick": ["inserting"]}
_NO_SCRIPTS = frozenset({*_BASE, "inserting"})


class Queue:
    """Runs the scripts. The braces let a cluster keep all keys of a service in one place."""

    def __init__(self, client: Redis, *, prefix: str) -> None:
        self.client = client
        self._bells = Bells(client)
        self._calls: set[asyncio.Task[Any]] = set()
        self._root = f"{{{prefix}}}:jobs"
        names = {path.stem for path in _FOLDER.glob("*.lua")} - _NO_SCRIPTS
        self._scripts = {name: client.register_script(_read(name)) for name in names}

    def key(self, *parts: str) -> str:
        """Return the name of a key."""
        return ":".join([self._root, *parts])

    async def run(self, script: str, *arguments: str | float) -> Any:  # noqa: ANN401 - as scripts end
        """Run a script; a server that does not know it yet is told.

        It is run to its end when its caller is cancelled: breaking it off would cost a connection,
        and in Python 3.11 the client may lose the cancellation.
        """
        call = asyncio.create_task(self._scripts[script](keys=[self._root], args=arguments))
        self._calls.add(call)
        call.add_done_callback(self._calls.discard)
        with domain_errors():
            return await asyncio.shield(call)

    async def bell_rings(self, types: Iterable[str], *, within: float) -> bool:
        """Return whether a job of these types begins to wait, in so many seconds at most."""
        return await self._bells.rings([self.key("bell", name) for name in types], within=within)

    async def close(self) -> None:
        """Close all connections."""
        await self._bells.close()
        await asyncio.gather(*self._calls, return_exceptions=True)
        await close_client(self.client)


def _read(name: str) -> str:
    parts = [*_BASE, *_PARTS.get(name, []), name]
    return "\n".join((_FOLDER / f"{part}.lua").read_text(encoding="utf-8") for part in parts)
