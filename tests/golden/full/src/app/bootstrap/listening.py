"""Addresses that the service listens on."""

import socket

from app.bootstrap.errors import StartError


def try_to_listen(host: str, port: int) -> None:
    """Refuse an address that cannot be used: the servers say it with a traceback."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        socket.create_server((host, port), family=family).close()
    except OSError as error:
        # Python adds the address to the text of the system.
        reason = str(error.strerror).partition(" (")[0]
        raise StartError(f"cannot listen on {host}:{port}: {reason}") from error
