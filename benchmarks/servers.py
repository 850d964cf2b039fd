"""Servers as processes of their own."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from http.client import HTTPConnection
from pathlib import Path

from benchmarks.databases import Place
from benchmarks.load import Load, Outcome

_ROOT = Path(__file__).parents[1]
_PATIENCE = 60.0
_PORT = "{port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """How a server is started; `{port}` in its command is replaced."""

    name: str
    command: tuple[str, ...]
    folder: Path
    place: Place
    environment: Mapping[str, str] = field(default_factory=dict)


def arcana(name: str, project: Path, place: Place, **settings: str) -> Server:
    """Return a rendered project, migrated, as production starts it."""
    environment = {
        "PYTHONPATH": str(project / "src"),
        "APP__ENVIRONMENT": "production",
        "APP__DATABASE__URL": place.url,
        "APP__HTTP__HOST": "127.0.0.1",
        **settings,
    }
    program = (sys.executable, "-m", "app")
    subprocess.run(
        [*program, "migrate", "up"],
        cwd=project,
        env={**os.environ, **environment},
        check=True,
        capture_output=True,
    )
    return Server(
        name=name,
        command=(*program, "serve", "--port", _PORT),
        folder=project,
        place=place,
        environment=environment,
    )


def tutorial(name: str, place: Place) -> Server:
    """Return the application of the tutorials, as they start it."""
    drivers = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+asyncpg"}
    scheme, _, rest = place.url.partition("://")
    return Server(
        name=name,
        command=(sys.executable, "-m", "uvicorn", "benchmarks.tutorial.orm:app", "--port", _PORT),
        folder=_ROOT,
        place=place,
        environment={"DATABASE_URL": f"{drivers[scheme]}://{rest}"},
    )


def raw(name: str, place: Place) -> Server:
    """Return asyncpg inside FastAPI, on the server that Arcana's services use."""
    target = "benchmarks.tutorial.raw:app"
    granian = (sys.executable, "-m", "granian", "--interface", "asgi", "--no-ws", "--port", _PORT)
    return Server(
        name=name,
        command=(*granian, target),
        folder=_ROOT,
        place=place,
        environment={"DATABASE_URL": place.url},
    )


@contextmanager
def running(server: Server, logs: Path) -> Iterator[int]:
    """Run a server and yield its port; what it writes goes to a file in `logs`."""
    port = free_port()
    written = logs / f"{server.name}.log"
    with written.open("wb") as log:
        process = subprocess.Popen(
            [part.replace(_PORT, str(port)) for part in server.command],
            cwd=server.folder,
            env={**os.environ, **server.environment},
            stdout=log,
            stderr=log,
        )
        try:
            if not _answers(process, port):
                raise RuntimeError(f"`{server.name}` does not answer:\n{written.read_text()}")
            yield port
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(_PATIENCE)


def load(plan: Load) -> Outcome:
    """Run a load in a process of its own."""
    result = subprocess.run(
        [sys.executable, "-m", "benchmarks.load"],
        cwd=_ROOT,
        input=json.dumps(asdict(plan)),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return Outcome(**json.loads(result.stdout))


def get(port: int, path: str) -> bytes:
    """Return the body of an answer."""
    connection = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    finally:
        connection.close()


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    give_up = time.monotonic() + _PATIENCE
    while time.monotonic() < give_up and process.poll() is None:
        try:
            get(port, "/openapi.json")
        except OSError:
            time.sleep(0.1)
        else:
            return True
    return False


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port
