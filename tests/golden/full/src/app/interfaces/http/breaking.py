"""Breaking connections, for which ASGI has no word."""

import asyncio
import os
import socket
import stat
import struct
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from starlette.types import Scope

_OPEN_FILES: Final = Path("/dev/fd")
# Linger for no time: what was sent and not taken is thrown away.
_AT_ONCE: Final = struct.pack("ii", 1, 0)
# How many files are looked at before others have their turn: half a millisecond.
_AT_A_TIME: Final = 64


@dataclass(frozen=True, slots=True)
class _Ends:
    """Both ends of a connection: a client's port may be another one's towards another port."""

    client: tuple[str, int]
    # Nothing is known of it where the server does not say.
    port: int | None

    def are_of(self, connection: socket.socket) -> bool:
        """Return whether a connection has these ends."""
        if connection.getpeername()[:2] != self.client:
            return False
        return self.port in {None, connection.getsockname()[1]}


async def break_connection(scope: Scope) -> None:
    """Break the connection of a client that takes nothing, where the system lets it be found.

    Servers would keep it, and wait for it at shutdown, until all that was sent is taken.
    """
    ends = _ends(scope)
    if ends is None or not _OPEN_FILES.is_dir():
        return
    for number, file in enumerate(list(_OPEN_FILES.iterdir()), 1):
        if _is_broken(ends, int(file.name)):
            return
        if number % _AT_A_TIME == 0:
            # Others want their turn too. Not in a thread: a server that stops ends with its last
            # connection, whoever waits for a thread then.
            await asyncio.sleep(0)


def _ends(scope: Scope) -> _Ends | None:
    client, server = scope.get("client"), scope.get("server")
    if client is None:
        return None
    port = None if server is None else server[1]
    # Granian writes ports as text; those of Unix sockets are `None`.
    return _Ends((client[0], int(client[1])), None if port is None else int(port))


def _is_broken(ends: _Ends, file: int) -> bool:
    # What is not connected has no peer, and the file that lists the others is closed by now.
    with suppress(OSError):
        return stat.S_ISSOCK(os.fstat(file).st_mode) and _break_if_of(ends, file)
    return False


def _break_if_of(ends: _Ends, file: int) -> bool:
    with socket.socket(fileno=os.dup(file)) as connection:
        if not ends.are_of(connection):
            return False
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        connection.shutdown(socket.SHUT_RDWR)
        return True
