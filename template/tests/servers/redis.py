"""A part of a Redis that no other tests use: on a server that listens, or on one started for them."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from redis import Redis
from redis.asyncio import Redis as AsyncRedis
from redis.exceptions import RedisError

VARIABLE = "TEST_REDIS_URL"
_LOCAL = "redis://127.0.0.1:6379/0"
_START_WAIT = 30.0


@contextmanager
def running() -> Iterator[Mapping[str, str]]:
    """Yield an address, and what the names of keys begin with; these keys go away afterwards."""
    prefix = f"test-{uuid4().hex}"
    given = os.environ.get(VARIABLE)
    if given or answers(_LOCAL):
        url = given or _LOCAL
        try:
            yield {"url": url, "prefix": prefix}
        finally:
            with Redis.from_url(url) as client:
                for key in client.scan_iter(f"{{{prefix}}}*", count=1000):
                    client.unlink(key)
        return
    with TemporaryDirectory() as folder, started(folder) as url:
        yield {"url": url, "prefix": prefix}


async def empty(settings: Mapping[str, str]) -> None:
    """Remove all keys of these tests."""
    async with AsyncRedis.from_url(settings["url"]) as client:
        async for key in client.scan_iter(f"{{{settings['prefix']}}}*", count=1000):
            await client.unlink(key)


@contextmanager
def started(folder: str, *options: str, port: int | None = None) -> Iterator[str]:
    """Run a server that keeps its data in a folder; yield its address."""
    port = port or _free_port()
    with server_process(folder, options, port=port) as process:
        try:
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()


@contextmanager
def server_process(
    folder: str, options: Sequence[str], *, port: int, url: str | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """Start a server and wait until it answers, at a URL if it is not the usual one.

    Who asks for it ends it.
    """
    place = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder]
    command = [server_program(), *place, "--save", "", *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        deadline = time.monotonic() + _START_WAIT
        while not answers(url or f"redis://127.0.0.1:{port}/0"):
            if time.monotonic() > deadline or process.poll() is not None:
                process.kill()
                raise TimeoutError("Redis did not start")
            time.sleep(0.02)
        yield process


def server_program() -> str:
    """Return where the program of the server is; skip the test if it is not installed."""
    program = shutil.which("redis-server")
    if program is None:
        pytest.skip(f"no Redis: none listens, none is installed, {VARIABLE} is not set")
    return program


def answers(url: str) -> bool:
    """Return whether a server is there, and ready."""
    try:
        with Redis.from_url(url, socket_timeout=1, retry=None) as client:
            client.time()
    except RedisError:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        found: int = probe.getsockname()[1]
        return found
