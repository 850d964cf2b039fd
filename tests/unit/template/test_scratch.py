import signal
from contextlib import suppress
from pathlib import Path

import pytest

from arcana_gen.template import scratch_folder


def test_is_gone_afterwards(tmp_path: Path) -> None:
    with scratch_folder(parent=tmp_path) as folder:
        (folder / "file").touch()

    assert list(tmp_path.iterdir()) == []


def test_is_gone_after_an_interruption(tmp_path: Path) -> None:
    with suppress(KeyboardInterrupt), scratch_folder(parent=tmp_path) as folder:
        (folder / "file").touch()
        signal.raise_signal(signal.SIGINT)
        pytest.fail("the interruption came too late")

    assert list(tmp_path.iterdir()) == []


def test_an_interruption_waits_until_the_folder_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(folder: Path, **_: object) -> None:
        signal.raise_signal(signal.SIGINT)
        folder.rmdir()

    monkeypatch.setattr("arcana_gen.template.scratch.shutil.rmtree", interrupted)

    with pytest.raises(KeyboardInterrupt), scratch_folder(parent=tmp_path):
        pass

    assert list(tmp_path.iterdir()) == []


def test_leaves_the_signals_as_they_were(tmp_path: Path) -> None:
    before = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    with scratch_folder(parent=tmp_path), scratch_folder(parent=tmp_path):
        inside = [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)]

    assert inside == before
    assert [signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)] == before
