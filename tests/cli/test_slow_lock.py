"""Interrupting `arcana new` while it waits for a package index that does not answer."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from tests.unit.machine import commit_all


@pytest.fixture
def silent_index() -> Iterator[str]:
    """The address of an index that takes connections and says nothing."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}/simple"


@pytest.fixture
def waiting(tiny: Path, work: Path, silent_index: str) -> Iterator[subprocess.Popen[str]]:
    """A command that waits for the index, its project not in place yet."""
    pyproject = tiny / "template" / "pyproject.toml.jinja"
    index = f'\n[[tool.uv.index]]\nurl = "{silent_index}"\ndefault = true\n'
    pyproject.write_text(pyproject.read_text().replace("[]", '["anything"]') + index)
    commit_all(tiny)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("UV_")}
    with subprocess.Popen(
        [sys.executable, "-m", "arcana_gen", "new", "shop"],
        env=environment,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        wait_for(lambda: bool(list(uv_of(process))) or process.poll() is not None)
        assert process.poll() is None, process.communicate()[1]
        assert not (work / "shop").exists()
        yield process
        process.kill()


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def uv_of(process: subprocess.Popen[str]) -> Iterator[int]:
    """The processes of uv that the command has started."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    for child in children.read_text().split() if children.exists() else []:
        if Path(f"/proc/{child}/cmdline").read_bytes().split(b"\0")[0].endswith(b"uv"):
            yield int(child)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_leaves_neither_a_project_nor_a_process(
    waiting: subprocess.Popen[str], work: Path, number: signal.Signals
) -> None:
    [uv] = uv_of(waiting)

    waiting.send_signal(number)
    _, err = waiting.communicate(timeout=20)

    assert (waiting.returncode, err) == (130, "error: stopped; nothing was changed\n")
    assert list(work.iterdir()) == []
    wait_for(lambda: not Path(f"/proc/{uv}").exists())
