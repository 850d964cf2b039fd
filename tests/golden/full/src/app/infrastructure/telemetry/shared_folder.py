"""A folder that processes of one machine share; locks in it end with the process that holds them."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

_USERS: Final = "users.lock"
_LEADER: Final = "leader.lock"


class SharedFolder:
    """Is empty for the first process that opens it, and goes away with the last."""

    def __init__(self, path: Path, leader: IO[bytes]) -> None:
        self.path = path
        self._leader = leader

    def leads(self) -> bool:
        """Return whether this process is the one of all that does what only one can do.

        It stays so until it ends; then another one is.
        """
        return _lock(self._leader, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def open_folder(path: Path) -> Iterator[SharedFolder]:
    """Share a folder while the context is open; raise `OSError` if it cannot be used."""
    with _use(path) as users, (path / _LEADER).open("ab") as leader:
        try:
            yield SharedFolder(path, leader)
        finally:
            if _lock(users, fcntl.LOCK_EX | fcntl.LOCK_NB):
                _remove(path)


def _use(path: Path) -> IO[bytes]:
    """Become one of its users: a file that is locked as long as it is open."""
    while True:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if path.stat().st_uid != os.getuid():
            raise PermissionError(f"{path} belongs to somebody else")
        users = (path / _USERS).open("ab")
        if _lock(users, fcntl.LOCK_EX | fcntl.LOCK_NB):
            _empty(path)
        _lock(users, fcntl.LOCK_SH)
        if _is_there(users, path):
            return users
        # The last one has removed the folder meanwhile.
        users.close()


def _lock(file: IO[bytes], kind: int) -> bool:
    try:
        fcntl.flock(file, kind)
    except BlockingIOError:
        return False
    return True


def _is_there(users: IO[bytes], path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(users.fileno()), (path / _USERS).stat())
    except FileNotFoundError:
        return False


def _empty(path: Path) -> None:
    for file in path.glob("*.db"):
        file.unlink()


def _remove(path: Path) -> None:
    _empty(path)
    # What is not ours stays, and its folder with it.
    with suppress(OSError):
        (path / _LEADER).unlink(missing_ok=True)
        (path / _USERS).unlink()
        path.rmdir()
