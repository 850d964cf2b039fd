"""Runs the program as a process, as a person or a container does."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx

from app.bootstrap.setting_names import known_settings, name_in_environment
from app.bootstrap.settings import Settings
from tests.servers import VARIABLES

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 30.0


def environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Return this environment, without settings of this service but the given ones."""
    inherited = {name: value for name, value in os.environ.items() if "__" not in name}
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return {**inherited, "PYTHONPATH": path, "NO_COLOR": "1", **VARIABLES, **extra}


def run(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the program to its end."""
    return subprocess.run(
        [sys.executable, "-m", "app", *arguments],
        env=environment(variables),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def free_port() -> int:
    """Return a port that nothing listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    process: subprocess.Popen[str]
    log: Path
    url: str
    ports: Mapping[str, int]

    def text(self) -> str:
        """Return what it has written so far."""
        return self.log.read_text(encoding="utf-8")

    def wait_for(self, pattern: str) -> None:
        """Wait until it has written something."""
        deadline = time.monotonic() + PATIENCE
        while not re.search(pattern, self.text()):
            assert time.monotonic() < deadline, self.text()
            time.sleep(0.02)

    def wait_until(self, answers: "Callable[[Server], bool]") -> None:
        """Wait until it answers; fail when it has ended before."""
        deadline = time.monotonic() + PATIENCE
        while not answers(self):
            assert self.process.poll() is None, self.text()
            assert time.monotonic() < deadline, self.text()
            time.sleep(0.05)

    def stop(self) -> int:
        """Ask it to stop, wait until it has, and return its exit code."""
        self.process.terminate()
        return self.process.wait(PATIENCE)


def answers_http(server: Server) -> bool:
    """Return whether HTTP is served."""
    try:
        httpx.get(f"{server.url}/live", timeout=PATIENCE)
    except httpx.TransportError:
        return False
    return True


@contextmanager
def serving(
    folder: Path,
    *command: str,
    answers: Callable[[Server], bool] = answers_http,
    **variables: str,
) -> Iterator[Server]:
    """Start a server on free ports and wait until it answers."""
    ports = {path[0]: free_port() for path in known_settings(Settings) if path[1:] == ("port",)}
    numbers = {name_in_environment((name, "port")): str(port) for name, port in ports.items()}
    log = folder / "server.log"
    with log.open("w", encoding="utf-8") as output:
        process = subprocess.Popen(
            [sys.executable, *command, "--port", str(ports["http"])],
            env=environment({**numbers, **variables}),
            stdout=output,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
    server = Server(process, log, f"http://127.0.0.1:{ports['http']}", ports)
    try:
        server.wait_until(answers)
        yield server
    finally:
        # The workers of a server outlive it when only it is killed.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait(PATIENCE)
