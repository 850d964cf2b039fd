"""Locking the dependencies of a new project with uv."""

import subprocess
import sys
from pathlib import Path
from typing import Final

from arcana_gen.reconcile.outcome import Step

_SECONDS: Final = 600
_SHOWN: Final = 3
_FRAME: Final = " \N{MULTIPLICATION SIGN}╰─▶│"


def lock_dependencies(project: Path, step: Step) -> list[str]:
    """Write the project's lock file; where that fails, return what the user can do later."""
    import uv

    # The lock is for every Python that the project allows; this one is there for certain.
    command = ["lock", "--no-progress", "--python", sys.executable]
    try:
        with step("Locking the dependencies"):
            subprocess.run(  # noqa: S603 - uv of our own dependencies, arguments of our own
                [uv.find_uv_bin(), *command],
                cwd=project,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=True,
                timeout=_SECONDS,
                encoding="utf-8",
                errors="replace",
            )
    except subprocess.CalledProcessError as error:
        return [_advice(_reason(str(error.stderr)))]
    except subprocess.TimeoutExpired:
        return [_advice(f"it took longer than {_SECONDS} seconds")]
    except FileNotFoundError as error:
        return [_advice(f"{error}")]
    return []


def _advice(reason: str) -> str:
    return f"the dependencies are not locked yet ({reason}); `uv lock` in the project does it"


def _reason(output: str) -> str:
    lines = [line.strip(_FRAME) for line in output.splitlines()]
    telling = [line for line in lines if line and not line.startswith(("Using ", "warning:"))]
    return " ".join(telling[:_SHOWN]) or "uv said nothing"
