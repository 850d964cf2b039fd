"""Folders that a command needs for a while, gone when it ends, however it ends."""

import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Final, TypeAlias

_Handler: TypeAlias = Callable[[int, FrameType | None], object] | int
_POLITE: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def scratch_folder(prefix: str = "arcana-", *, parent: Path | None = None) -> Iterator[Path]:
    """A new empty folder, where the system keeps such folders or in `parent`.

    An interruption waits while the folder is made and removed: `tempfile.TemporaryDirectory`
    would leave it behind.
    """
    interruptions = _Interruptions()
    interruptions.hold()
    try:
        folder = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
        try:
            try:
                interruptions.release()
                yield folder
            finally:
                interruptions.hold()
        finally:  # reached as well when the line above was interrupted
            interruptions.hold()
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        interruptions.release()


class _Interruptions:
    """Ctrl-C and the other signals that ask a command to end; while held, they wait."""

    def __init__(self) -> None:
        self._handlers: dict[signal.Signals, _Handler] = {}
        self._waiting: list[int] = []

    def hold(self) -> None:
        for number in _POLITE:
            self._handlers.setdefault(number, signal.getsignal(number) or signal.SIG_DFL)
            signal.signal(number, self._note)

    def release(self) -> None:
        while self._handlers:
            number, handler = self._handlers.popitem()
            signal.signal(number, handler)
        while self._waiting:
            signal.raise_signal(self._waiting.pop())

    def _note(self, number: int, _frame: FrameType | None) -> None:
        self._waiting.append(number)
