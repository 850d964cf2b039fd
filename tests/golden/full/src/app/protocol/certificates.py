"""Files of certificates: gRPC says neither when it cannot use them nor when they were renewed."""

import ssl
from collections.abc import Iterable
from pathlib import Path
from typing import TypeAlias

# What changes when a file is written.
State: TypeAlias = tuple[tuple[int, int], ...]


def load_pair(context: ssl.SSLContext, certificate: Path, private_key: Path) -> None:
    """Load a certificate with its key.

    Raises:
        OSError: a file cannot be read, is not what it should be (`ssl.SSLError`), or the key is
            encrypted: it is not asked for on the terminal, as OpenSSL does by itself.
    """
    context.load_cert_chain(certificate, private_key, password=_no_password)


def state_of(paths: Iterable[Path | None]) -> State:
    """Return another state than before when one of the files was written; `None` is no file."""
    found = [path.stat() for path in paths if path is not None]
    return tuple((stat.st_mtime_ns, stat.st_ino) for stat in found)


def _no_password() -> str:
    raise ssl.SSLError("the private key is encrypted: gRPC needs one that is not")
