"""Certificates for one test."""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

_NEW = "req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=redis"
_NAME = "subjectAltName=IP:127.0.0.1"


@dataclass(frozen=True, slots=True)
class Certificate:
    """A certificate that vouches for itself, and its key."""

    file: Path
    key: Path


def make_certificate(folder: Path, name: str) -> Certificate:
    """Write a certificate for servers on this machine."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("no certificates: openssl is not installed")
    made = Certificate(folder / f"{name}.pem", folder / f"{name}.key")
    files = ["-out", str(made.file), "-keyout", str(made.key)]
    command = [program, *_NEW.split(), "-addext", _NAME, *files]
    subprocess.run(command, check=True, capture_output=True)
    return made
