"""Files of certificates: gRPC says neither when it cannot use them nor when they were renewed."""

import ssl
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, TypeAlias

from pydantic import AfterValidator


def _check_file(path: Path) -> Path:
    if not path.is_file():
        raise ValueError(f"there is no file {path}")
    return path


# A setting that names a file.
ExistingFile: TypeAlias = Annotated[Path, AfterValidator(_check_file)]
# What changes when a file is written.
State: TypeAlias = tuple[tuple[int, int], ...]


def load_pair(context: ssl.SSLContext, certificate: Path, private_key: Path) -> None:
    """Load a certificate with its key.

    Raises:
        OSError: a file cannot be read, is not what it should be (`ssl.SSLError`), or is a key that
            is encrypted: nobody is asked for its password, as OpenSSL does by itself.
    """
    context.load_cert_chain(certificate, private_key, password=_no_password)


def state_of(paths: Iterable[Path | None]) -> State:
    """Return another state than before when one of the files was written; `None` is no file."""
    found = [path.stat() for path in paths if path is not None]
    return tuple((stat.st_mtime_ns, stat.st_ino) for stat in found)


def _no_password() -> str:
    raise OSError("the private key is encrypted: gRPC needs one that is not")
