"""Breaking connections, for which ASGI has no word."""

import os
import socket
import stat
import struct
from contextlib import suppress
from pathlib import Path
from typing import Final

from starlette.types import Scope

_OPEN_FILES: Final = Path("/dev/fd")
# Linger for no time: what was sent and not taken is thrown away.
_AT_ONCE: Final = struct.pack("ii", 1, 0)


def break_connection(scope: Scope) -> None:
    """Break the connection of a client that takes nothing, where the system lets it be found.

    Servers would keep it, and wait for it at shutdown, until all that was sent is taken.
    """
    client = scope.get("client")
    if client is None or not _OPEN_FILES.is_dir():
        return
    # Granian writes the port as text.
    address = (client[0], int(client[1]))
    for file in list(_OPEN_FILES.iterdir()):
        # What is not connected has no peer, and the file that lists the others is closed by now.
        with suppress(OSError):
            _break_if_of(address, int(file.name))


def _break_if_of(client: tuple[str, int], file: int) -> None:
    if not stat.S_ISSOCK(os.fstat(file).st_mode):
        return
    with socket.socket(fileno=os.dup(file)) as connection:
        if connection.getpeername()[:2] == client:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
            connection.shutdown(socket.SHUT_RDWR)
