"""Processes that share a folder add up what they count."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from prometheus_client import Counter

from app.infrastructure.telemetry.metrics import Metrics
from app.infrastructure.telemetry.shared_folder import open_folder

_COUNT = """
import sys
from pathlib import Path
from prometheus_client import Counter
from app.infrastructure.telemetry.metrics import Metrics
from app.infrastructure.telemetry.shared_folder import open_folder

metrics = Metrics()
with open_folder(Path(sys.argv[1])) as folder, metrics.sharing(folder.path):
    Counter("things", "Things.", registry=metrics.registry).inc(int(sys.argv[2]))
    print(folder.leads(), flush=True)
    sys.stdin.readline()
"""


@contextmanager
def counting(folder: Path, number: int) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """Run a process that counts so many things; yield it and whether it leads."""
    command = [sys.executable, "-c", _COUNT, str(folder), str(number)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        yield process, process.stdout.readline().strip()
        process.kill()


def things(folder: Path) -> str:
    """Return the line about things."""
    metrics = Metrics()
    with open_folder(folder) as shared, metrics.sharing(shared.path):
        lines = metrics.write().decode().splitlines()
    return next((line for line in lines if line.startswith("things_total")), "")


def test_what_each_process_has_counted_is_added_up(tmp_path: Path) -> None:
    with counting(tmp_path, 2), counting(tmp_path, 3):
        assert things(tmp_path) == "things_total 5.0"


def test_what_a_dead_process_has_counted_stays(tmp_path: Path) -> None:
    with counting(tmp_path, 2):
        with counting(tmp_path, 3):
            pass

        assert things(tmp_path) == "things_total 5.0"


def test_counting_begins_anew_when_nobody_is_left(tmp_path: Path) -> None:
    with counting(tmp_path, 2):
        pass

    assert things(tmp_path) == ""


def test_the_folder_goes_away_with_the_last_that_is_told_to_end(tmp_path: Path) -> None:
    folder = tmp_path / "shared"

    with open_folder(folder):
        assert things(folder) == ""
        assert folder.is_dir()

    assert not folder.exists()


def test_what_is_not_its_own_stays_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()

    with open_folder(tmp_path):
        pass

    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_one_of_them_leads_and_another_one_when_it_is_dead(tmp_path: Path) -> None:
    with open_folder(tmp_path) as waiting:
        with counting(tmp_path, 1) as (_, leads):
            assert (leads, waiting.leads()) == ("True", False)

        assert waiting.leads()


def test_a_folder_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getuid", lambda: tmp_path.stat().st_uid + 1)

    with pytest.raises(PermissionError, match="belongs to somebody else"), open_folder(tmp_path):
        pass


def test_without_a_folder_a_process_counts_alone() -> None:
    metrics = Metrics()
    Counter("things", "Things.", registry=metrics.registry).inc(7)

    assert b"things_total 7.0" in metrics.write()
