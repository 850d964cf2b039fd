"""What the tests of all parts need: a small template, and a machine that is the same everywhere."""

from pathlib import Path

import pytest
from tests.unit.machine import commit_all, copy_tiny, isolate


@pytest.fixture(autouse=True)
def _own_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch, tmp_path_factory.mktemp("home"))


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """The small template in a plain folder."""
    return copy_tiny(tmp_path / "tiny")


@pytest.fixture
def tiny_repository(tiny: Path) -> Path:
    """The small template in a git repository with one commit."""
    commit_all(tiny)
    return tiny
