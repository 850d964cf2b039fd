"""One command at a time on one project."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from arcana_gen.errors import ProjectBusy


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder for this process; raises ProjectBusy if another has it.

    The lock is on the folder itself: it leaves no file behind and ends with the process.
    """
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _lock(descriptor, folder)
        yield
    finally:
        os.close(descriptor)


def _lock(descriptor: int, folder: Path) -> None:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ProjectBusy(path=str(folder)) from None
    except OSError:
        # Some network file systems cannot lock folders; a project there is better than none.
        return
