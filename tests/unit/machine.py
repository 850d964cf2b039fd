"""A machine that is the same for every test, and the small template on it."""

import shutil
import subprocess
from pathlib import Path

import pytest

import arcana_gen

TINY = Path(__file__).parent / "tiny"


def isolate(monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    """Keep a test away from the user's home, and the user's settings away from the test."""
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("XDG_CACHE_HOME", str(home / "cache"))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Tester")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "tester@example.com")
    # For the programs that tests start.
    monkeypatch.setenv("PYTHONPATH", str(Path(arcana_gen.__file__).parents[1]))
    monkeypatch.setenv("TERM", "dumb")
    for name in ("ARCANA_TEMPLATE", "ARCANA_DEBUG", "FORCE_COLOR", "NO_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)


def copy_tiny(folder: Path) -> Path:
    """Copy the small template into a new folder."""
    shutil.copytree(TINY, folder)
    return folder


def commit_all(folder: Path) -> None:
    """Make a folder a git repository with everything committed."""
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "First"]):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
