"""Measures one service in process, over gRPC and over REST: the same operation, the same data.

The client of both protocols is `h2load` (package `nghttp2-client`). Then a list of 100,000 rows is
read over both, with the memory that the server takes for it.
"""

import argparse
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import servers
from benchmarks.comparison import Figures, compare
from benchmarks.databases import Place, PostgresqlPlace, SqlitePlace
from benchmarks.projects import PATH, render
from benchmarks.servers import Server, running

_ROOT = Path(__file__).parents[1]
_METHOD = "/app.v1.OrderService/GetOrder"
_REST, _NATIVE, _GRPCIO, _INSIDE = "REST", "gRPC", "gRPC by grpcio", "in process"
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0}
_RATE = re.compile(r"finished in .*?, ([\d.]+) req/s")
_MEAN = re.compile(r"time for request: +\S+ +\S+ +([\d.]+)(us|ms|s)")
_FAILED = re.compile(r"([1-9]\d*) (?:failed|errored|timeout|4xx|5xx)")


@dataclass(frozen=True, slots=True)
class Subject:
    """A service that runs, and the ports it answers on."""

    server: Server
    http: int
    grpc: int

    def environment(self) -> dict[str, str]:
        """Return the variables with which the project runs from the inside."""
        return {**os.environ, **self.server.environment}


def main() -> None:
    """Measure what the command line asks for."""
    options = _parse()
    with tempfile.TemporaryDirectory() as name:
        for database in options.databases:
            print(f"\n## {database}\n", flush=True)
            folder = Path(name) / database
            folder.mkdir()
            project = render(folder / "project", database=database, entities=1, grpc=True)
            _compare(project, _place(folder, database, options.postgresql), options)


def _compare(project: Path, place: Place, options: argparse.Namespace) -> None:
    _in_project(project, "app", "proto", "build")
    native = servers.arcana(_NATIVE, project, place, APP__GRPC__TRANSPORT="native")
    grpcio = servers.arcana(_GRPCIO, project, place, APP__GRPC__TRANSPORT="grpcio")
    _inside(native, "fill", str(options.rows))
    rates, means = Figures(), Figures()
    with _serving(native) as first, _serving(grpcio) as second:
        requests = {
            _REST: _rest(first),
            _NATIVE: _grpc(first, project.parent / "request"),
            _GRPCIO: _grpc(second, project.parent / "request"),
        }
        for _ in range(options.rounds):
            for connections in options.connections:
                what = f"GET, {connections} at once"
                inside = _inside(native, "read", str(connections), str(options.seconds))
                rates.add(what, _INSIDE, inside["rate"])
                means.add(what, _INSIDE, inside["mean"])
                for who, request in requests.items():
                    rate, mean = _load(request, connections, options.seconds)
                    rates.add(what, who, rate)
                    means.add(what, who, mean)
        who = [_REST, _NATIVE, _GRPCIO, _INSIDE]
        print(compare(rates, who=who, base=_REST, unit="requests/s"), end="\n\n")
        print(compare(means, who=who, base=_REST, unit="mean ms"), end="\n\n", flush=True)
        _compare_streams(first, options)


def _compare_streams(subject: Subject, options: argparse.Namespace) -> None:
    seconds, memory = Figures(), Figures()
    what = f"{options.rows} rows"
    for _ in range(options.rounds):
        for who, protocol, port in (
            ("REST, pages of 200", "rest", subject.http),
            ("gRPC, one stream", "grpc", subject.grpc),
        ):
            with _watching(subject) as grown:
                read = _python(subject, "benchmarks.streams", protocol, str(port))
            if read["items"] != options.rows:
                raise RuntimeError(f"{who}: {read['items']} of {options.rows} rows came")
            seconds.add(what, who, read["seconds"])
            memory.add(what, who, max(grown))
    names = ["REST, pages of 200", "gRPC, one stream"]
    print(compare(seconds, who=names, base=names[0], unit="seconds"), end="\n\n")
    print(compare(memory, who=names, base=names[0], unit="peak MiB"), flush=True)


@contextmanager
def _serving(server: Server) -> Iterator[Subject]:
    port = servers.free_port()
    served = replace(server, environment={**server.environment, "APP__GRPC__PORT": str(port)})
    with tempfile.TemporaryDirectory() as logs, running(served, Path(logs)) as http:
        yield Subject(served, http, port)


def _rest(subject: Subject) -> list[str]:
    [item] = json.loads(servers.get(subject.http, f"{PATH}?limit=1"))["items"]
    return ["--h1", f"http://127.0.0.1:{subject.http}{PATH}/{item['id']}"]


def _grpc(subject: Subject, file: Path) -> list[str]:
    [item] = json.loads(servers.get(subject.http, f"{PATH}?limit=1"))["items"]
    identity = item["id"].encode()
    message = b"\x0a" + bytes([len(identity)]) + identity  # field 1, a string
    file.write_bytes(b"\0" + struct.pack(">I", len(message)) + message)
    headers = ["-H", "content-type: application/grpc", "-H", "te: trailers"]
    return [*headers, "-d", str(file), f"http://127.0.0.1:{subject.grpc}{_METHOD}"]


def _load(request: list[str], connections: int, seconds: float) -> tuple[float, float]:
    """Return requests a second and the mean time of one in milliseconds."""
    effort = [f"-c{connections}", f"-D{seconds:g}", "--warm-up-time=1"]
    done = subprocess.run(["h2load", *effort, *request], capture_output=True, text=True, check=True)
    rate, mean = _RATE.search(done.stdout), _MEAN.search(done.stdout)
    if rate is None or mean is None or _FAILED.search(done.stdout):
        raise RuntimeError(done.stdout)
    return float(rate[1]), float(mean[1]) * _UNITS[mean[2]]


def _inside(server: Server, *arguments: str) -> dict[str, float]:
    subject = Subject(server, 0, 0)
    found = _python(subject, "benchmarks.inside", *arguments)
    return found if isinstance(found, dict) else {}


def _python(subject: Subject, module: str, *arguments: str) -> dict[str, float]:
    environment = subject.environment()
    environment["PYTHONPATH"] += f"{os.pathsep}{_ROOT}"
    found: dict[str, float] = json.loads(
        subprocess.run(
            [sys.executable, "-m", module, *arguments],
            cwd=subject.server.folder,
            env=environment,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
        ).stdout
    )
    return found


def _in_project(project: Path, module: str, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project / "src")},
        check=True,
        capture_output=True,
    )


@contextmanager
def _watching(subject: Subject) -> Iterator[list[float]]:
    """Collect the memory of all processes that belong to the server, in MiB, while it works."""
    grown = [0.0]
    stopped = threading.Event()
    start = _memory(subject.grpc)

    def watch() -> None:
        while not stopped.wait(0.02):
            grown.append(_memory(subject.grpc) - start)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield grown
    finally:
        stopped.set()
        watcher.join()


def _memory(port: int) -> float:
    marker = f"APP__GRPC__PORT={port}\0".encode()
    total = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if marker in (folder / "environ").read_bytes():
                total += int((folder / "statm").read_text().split()[1])
        except OSError:
            continue
    return total * os.sysconf("SC_PAGE_SIZE") / 2**20


def _place(folder: Path, database: str, address: str) -> Place:
    if database == "postgresql":
        return PostgresqlPlace(address, "benchmark_protocols")
    return SqlitePlace(folder, "protocols")


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--postgresql", default="postgresql://postgres@127.0.0.1:5432/postgres")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 64])
    parser.add_argument("--rows", type=int, default=100_000)
    return parser.parse_args()


if __name__ == "__main__":
    main()
