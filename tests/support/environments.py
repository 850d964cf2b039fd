"""One environment for all rendered projects: what each of them would install by itself."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from filelock import FileLock
from tests.support.places import CACHE, ROOT
from uv import find_uv_bin

REQUIREMENTS: Final = ROOT / "requirements" / "service.txt"
_MARKER: Final = "made-of.sha256"
# What an outer `uv run` or a developer's shell says would change what is tested.
_OWN_VARIABLES: Final = ("APP__", "PYTHON", "UV_PYTHON", "UV_PROJECT", "VIRTUAL_ENV")


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment."""

    folder: Path

    @property
    def programs(self) -> Path:
        """The folder of its programs."""
        return self.folder / ("Scripts" if os.name == "nt" else "bin")

    @property
    def python(self) -> Path:
        """Its interpreter."""
        return self.programs / "python"

    def variables(self, project: Path, extra: Mapping[str, str]) -> dict[str, str]:
        """What a program of a rendered project is started with."""
        return {
            **clean_variables(),
            "PATH": f"{self.programs}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": f"{project / 'src'}{os.pathsep}{project}",
            "NO_COLOR": "1",
            **extra,
        }


def clean_variables() -> dict[str, str]:
    """The variables of this process without those that would lead a project astray."""
    return {
        name: value for name, value in os.environ.items() if not name.startswith(_OWN_VARIABLES)
    }


def service_environment() -> Environment:
    """The shared environment; it is made anew only when its requirements have changed."""
    folder = CACHE / "service"
    wanted = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    CACHE.mkdir(exist_ok=True)
    with FileLock(CACHE / "service.lock"):
        marker = folder / _MARKER
        if not marker.is_file() or marker.read_text(encoding="utf-8") != wanted:
            _make(folder)
            marker.write_text(wanted, encoding="utf-8")
    return Environment(folder)


def _make(folder: Path) -> None:
    uv = find_uv_bin()
    subprocess.run(
        [uv, "venv", "--quiet", "--clear", "--python", sys.executable, folder],
        env=clean_variables(),
        check=True,
    )
    subprocess.run(
        [uv, "pip", "install", "--quiet", "--requirements", REQUIREMENTS],
        env={**clean_variables(), "VIRTUAL_ENV": str(folder)},
        check=True,
    )
