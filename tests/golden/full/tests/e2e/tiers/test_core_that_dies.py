"""A gateway goes on when one of the processes behind it is killed, hangs or stops."""

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from signal import Signals

import httpx
import pytest

from app.bootstrap.discovery import discover_modules
from tests import factories
from tests.e2e.modes.tiers import serving_core, serving_gateway
from tests.e2e.process import PATIENCE

PATHS = sorted(discover_modules(factories.__name__, attribute="PATH").values())
READERS = 4
# More than it takes to see that a process hangs, less than clients wait.
PATIENT = {"APP__CORE__REQUEST_TIMEOUT": "20"}


class Load:
    """Clients that read one list after the other, and what they are answered."""

    def __init__(self, url: str, path: str) -> None:
        self.answers: list[int] = []
        self._url, self._path = url, path
        self._readers: list[Future[None]] = []
        self._stopped = threading.Event()

    @contextmanager
    def running(self) -> Iterator[None]:
        """Read until the context ends; fail when a client does."""
        with ThreadPoolExecutor(READERS) as pool:
            self._readers = [pool.submit(self._read) for _ in range(READERS)]
            try:
                yield
            finally:
                self._stopped.set()
        for reader in self._readers:
            reader.result()

    def wait_for(self, more: int) -> None:
        """Wait until so many further answers have come, or a client reads no more."""
        wanted = len(self.answers) + more
        deadline = time.monotonic() + 2 * PATIENCE
        while len(self.answers) < wanted and not any(reader.done() for reader in self._readers):
            assert time.monotonic() < deadline, f"{len(self.answers)} of {wanted} answers"
            time.sleep(0.01)

    def _read(self) -> None:
        with httpx.Client(base_url=self._url, timeout=PATIENCE) as client:
            answer = 200
            while answer == 200 and not self._stopped.is_set():
                answer = client.get(self._path).status_code
                self.answers.append(answer)


@pytest.mark.skipif(not PATHS, reason="there is no entity to read")
@pytest.mark.parametrize("end", [Signals.SIGKILL, Signals.SIGSTOP, Signals.SIGTERM])
def test_no_read_is_lost_when_a_core_ends_or_hangs(
    tmp_path: Path, migrated_url: str, end: Signals
) -> None:
    with (
        serving_core(tmp_path / "first", migrated_url) as first,
        serving_core(tmp_path / "second", migrated_url) as second,
        serving_gateway(tmp_path / "gateway", first, second, **PATIENT) as gateway,
    ):
        load = Load(gateway.url, PATHS[0])

        with load.running():
            first.wait_for("call_finished")
            second.wait_for("call_finished")
            first.process.send_signal(end)
            if end is not Signals.SIGSTOP:
                first.process.wait(PATIENCE)
            load.wait_for(100)

        assert set(load.answers) == {200}


def test_says_that_it_is_not_ready_without_a_core(tmp_path: Path, migrated_url: str) -> None:
    with (
        serving_core(tmp_path / "core", migrated_url) as core,
        serving_gateway(tmp_path / "gateway", core) as gateway,
    ):
        ready = httpx.get(f"{gateway.url}/ready")
        core.stop()
        without = httpx.get(f"{gateway.url}/ready")

    assert (ready.status_code, without.status_code) == (200, 503)
    assert without.json()["errors"][0]["field"] == "core"
