"""Rendered services as processes, on empty databases made by their own test support."""

import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import pytest
from tests.support.projects import Project

DATABASES: Final = ("sqlite", "postgresql", "mysql")
PATIENCE: Final = 60.0
_NO_SERVER: Final = "no database:"
# Keeps an empty database while its standard input is open.
_KEEPER: Final = """
import sys
import pytest
from tests.databases import selected
try:
    with selected.empty_database() as url:
        print(url, flush=True)
        sys.stdin.read()
except pytest.skip.Exception as skipped:
    print("no database:", skipped.msg, flush=True)
"""


@contextmanager
def empty_database(project: Project) -> Iterator[str]:
    """The address of a new database; skips the test where there is no server for it."""
    with subprocess.Popen(
        [project.environment.python, "-c", _KEEPER],
        cwd=project.root,
        env=project.environment.variables(project.root, {}),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as keeper:
        assert keeper.stdout
        assert keeper.stdin
        url = keeper.stdout.readline().strip()
        if url.startswith(_NO_SERVER):
            pytest.skip(url)
        try:
            yield url
        finally:
            keeper.stdin.close()


@dataclass(frozen=True, slots=True)
class Service:
    """A service that runs."""

    process: subprocess.Popen[bytes]
    url: str
    log: Path

    def client(self) -> httpx.Client:
        """A client of it."""
        return httpx.Client(base_url=self.url, timeout=PATIENCE)

    def stop(self) -> int:
        """Ask it to stop; return its exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(PATIENCE)


@contextmanager
def serving(project: Project, database: str, log: Path, **settings: str) -> Iterator[Service]:
    """A service on a migrated database."""
    variables = {"APP__DATABASE__URL": database, **settings}
    project.check("python", "-m", "app", "migrate", "up", **variables)
    port = _free_port()
    with log.open("wb") as output:
        process = subprocess.Popen(
            [project.environment.python, "-m", "app", "serve", "--port", str(port)],
            cwd=project.root,
            env=project.environment.variables(project.root, variables),
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    service = Service(process, f"http://127.0.0.1:{port}", log)
    try:
        _wait_until_ready(service)
        yield service
    finally:
        if process.poll() is None:
            service.stop()


def execute(project: Project, database: str, *statements: str) -> None:
    """Run SQL on the database, with the service's own means."""
    code = (
        "import sys\n"
        "from pydantic import SecretStr\n"
        "from app.infrastructure.database.dialect import migrate\n"
        "from app.infrastructure.database.settings import DatabaseSettings\n"
        "def work(connection):\n"
        "    for statement in sys.argv[2:]:\n"
        "        connection.exec_driver_sql(statement)\n"
        "migrate(DatabaseSettings(url=SecretStr(sys.argv[1])), work)\n"
    )
    project.check("python", "-c", code, database, *statements)


def count_rows(project: Project, database: str, *tables: str) -> list[int]:
    """How many rows the tables have."""
    code = (
        "import sys\n"
        "from pydantic import SecretStr\n"
        "from app.infrastructure.database.dialect import migrate\n"
        "from app.infrastructure.database.settings import DatabaseSettings\n"
        "def work(connection):\n"
        "    for table in sys.argv[2:]:\n"
        "        print(connection.exec_driver_sql(f'SELECT count(*) FROM {table}').scalar_one())\n"
        "migrate(DatabaseSettings(url=SecretStr(sys.argv[1])), work)\n"
    )
    return [int(line) for line in project.check("python", "-c", code, database, *tables).split()]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(service: Service) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        assert service.process.poll() is None, service.log.read_text()
        with suppress(httpx.TransportError):
            if httpx.get(f"{service.url}/ready", timeout=PATIENCE).is_success:
                return
        assert time.monotonic() < deadline, service.log.read_text()
        time.sleep(0.05)
