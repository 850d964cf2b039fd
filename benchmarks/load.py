"""A client that loads one server: connections that stay open, one request at a time on each.

Runs as a process of its own, so that it shares no interpreter with anything it measures:
`python -m benchmarks.load < load.json > outcome.json`.
"""

import asyncio
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from itertools import count, cycle
from statistics import quantiles
from typing import cast

# Stands for a number that no other request of this client gets; as long as what replaces it.
SERIAL = "{serial-number}"
_SERIAL = SERIAL.encode()
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)\r\n", re.IGNORECASE)
_HEAD_END = b"\r\n\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What to send: `requests` in turn, for so many seconds or so many times."""

    port: int
    requests: list[str]
    connections: int
    seconds: float = 60.0
    warm_up: float = 0.0
    times: int = sys.maxsize
    first_serial: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What came back. Latencies are in milliseconds; `busy` is the client's share of a core."""

    rate: float
    p50: float
    p99: float
    longest: float
    answers: dict[str, int]
    busy: float


@dataclass(slots=True)
class _Run:
    requests: Iterator[bytes]
    measure_from: float
    stop_at: float
    left: int
    latencies: list[float] = field(default_factory=list)
    answers: Counter[str] = field(default_factory=Counter)

    def next_request(self) -> bytes | None:
        if self.left == 0 or time.perf_counter() >= self.stop_at:
            return None
        self.left -= 1
        return next(self.requests)

    def note(self, status: str, started: float) -> None:
        self.answers[status] += 1
        if started >= self.measure_from:
            self.latencies.append(time.perf_counter() - started)


class _Connection(asyncio.Protocol):
    def __init__(self, run: _Run) -> None:
        self._run = run
        self._transport: asyncio.Transport | None = None
        self._received = b""
        self._started = 0.0
        self.over = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        # Of this kind, though uvloop's does not say so.
        self._transport = cast("asyncio.Transport", transport)
        self._send(self._transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        end = self._received.find(_HEAD_END)
        if end == -1:
            return
        length = _LENGTH.search(self._received, 0, end + 2)
        body = int(length[1]) if length is not None else 0
        if len(self._received) < end + len(_HEAD_END) + body:
            return
        self._run.note(self._received[9:12].decode(), self._started)
        self._received = b""
        if self._transport is not None:
            self._send(self._transport)

    def connection_lost(self, exc: Exception | None) -> None:
        del exc
        if not self.over.done():
            self._run.note("lost", self._started)
            self.over.set_result(None)

    def _send(self, transport: asyncio.Transport) -> None:
        request = self._run.next_request()
        if request is None:
            self.over.set_result(None)
            transport.close()
            return
        self._started = time.perf_counter()
        transport.write(request)


def request(method: str, path: str, body: dict[str, object] | None = None) -> str:
    """Write a request as it goes over the line."""
    head = f"{method} {path} HTTP/1.1\r\nhost: localhost\r\naccept: */*\r\n"
    if body is None:
        return f"{head}\r\n"
    content = json.dumps(body)
    kind = "content-type: application/json"
    return f"{head}{kind}\r\ncontent-length: {len(content)}\r\n\r\n{content}"


async def run(load: Load) -> Outcome:
    """Send the load and wait for every answer."""
    started, busy = time.perf_counter(), time.process_time()
    measured = _Run(
        requests=_numbered(load),
        measure_from=started + load.warm_up,
        stop_at=started + load.warm_up + load.seconds,
        left=load.times,
    )
    loop = asyncio.get_running_loop()
    opened = await asyncio.gather(
        *(
            loop.create_connection(lambda: _Connection(measured), "127.0.0.1", load.port)
            for _ in range(load.connections)
        )
    )
    await asyncio.gather(*(connection.over for _, connection in opened))
    ended = time.perf_counter()
    latencies = sorted(measured.latencies)
    parts = quantiles(latencies, n=100)
    return Outcome(
        rate=len(latencies) / (ended - measured.measure_from),
        p50=parts[49] * 1000,
        p99=parts[98] * 1000,
        longest=latencies[-1] * 1000,
        answers=dict(measured.answers),
        busy=(time.process_time() - busy) / (ended - started),
    )


def _numbered(load: Load) -> Iterator[bytes]:
    serials = count(load.first_serial)
    for template in cycle([text.encode() for text in load.requests]):
        yield template.replace(_SERIAL, b"%0*d" % (len(_SERIAL), next(serials)))


def main() -> None:
    """Read a load from standard input, run it, write the outcome to standard output."""
    import uvloop

    load = Load(**json.load(sys.stdin))
    json.dump(asdict(uvloop.run(run(load))), sys.stdout)


if __name__ == "__main__":
    main()
