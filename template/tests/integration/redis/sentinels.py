"""Sentinels, which name another master when one has fallen silent."""

import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from redis import Redis

from tests.e2e.process import PATIENCE, free_port
from tests.servers.redis import server_process, server_program

# What the sentinels call it.
MASTER = "shop"
_NUMBER = 3
_QUORUM = 2
# So long a master may be silent, in milliseconds.
_SILENCE = 500


@contextmanager
def sentinel_process(
    folder: Path,
    port: int,
    *,
    master: int,
    quorum: int = 1,
    settings: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """Run a sentinel, which writes to its file what it learns."""
    found = {"port": port, "bind": "127.0.0.1", **(settings or {})}
    lines = [f"{name} {value}" for name, value in found.items()]
    lines.append(f"sentinel monitor {MASTER} 127.0.0.1 {master} {quorum}")
    lines.append(f"sentinel down-after-milliseconds {MASTER} {_SILENCE}")
    file = folder / f"sentinel-{port}.conf"
    file.write_text("\n".join([*lines, ""]), encoding="utf-8")
    command = [server_program(), str(file), "--sentinel"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            wait_until(lambda: _listens(port))
            yield
        finally:
            process.kill()


@dataclass(frozen=True, slots=True)
class Watched:
    """A master and a replica of it, which sentinels watch."""

    master: subprocess.Popen[bytes]
    port: int
    sentinels: Sequence[str]

    def kill_the_master(self) -> None:
        """Kill it once the replica has all that it has."""
        with _opened(self.port) as client:
            assert client.wait(1, int(PATIENCE * 1000)) == 1
        self.master.kill()


@contextmanager
def watched(folder: Path) -> Iterator[Watched]:
    """Run a master, its replica and sentinels that know each other."""
    with ExitStack() as stack:
        port, other = free_port(), free_port()
        master = stack.enter_context(_server(folder, port, "--repl-diskless-sync-delay", "0"))
        stack.enter_context(_server(folder, other, "--replicaof", "127.0.0.1", str(port)))
        wait_until(lambda: _follows(other))
        ports = [free_port() for _ in range(_NUMBER)]
        for one in ports:
            running = sentinel_process(folder, one, master=port, quorum=_QUORUM)
            stack.enter_context(running)
        wait_until(lambda: all(_could_act(one) for one in ports))
        yield Watched(master, port, [f"127.0.0.1:{one}" for one in ports])


@contextmanager
def _server(folder: Path, port: int, *options: str) -> Iterator[subprocess.Popen[bytes]]:
    own = folder / str(port)
    own.mkdir()
    with server_process(str(own), options, port=port) as process:
        try:
            yield process
        finally:
            process.kill()


def _follows(replica: int) -> bool:
    """Return whether a replica has what its master has."""
    with _opened(replica) as client:
        return bool(client.info("replication").get("master_link_status") == "up")


def _could_act(sentinel: int) -> bool:
    """Return whether a sentinel knows the others, and who could become the master."""
    with _opened(sentinel) as client:
        others = client.sentinel_sentinels(MASTER)
        return len(others) == _NUMBER - 1 and len(client.sentinel_slaves(MASTER)) == 1


def _opened(port: int) -> Redis:
    return Redis(port=port, socket_timeout=PATIENCE, decode_responses=True)


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port)):
        return True
    return False


def wait_until(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)
