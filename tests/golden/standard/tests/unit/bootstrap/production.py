"""The server of production, as far as what it is told."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.bootstrap.serving import serve
from app.bootstrap.settings import Settings
from app.infrastructure.database.settings import SCHEMES
from tests.e2e.process import free_port

# How long a process may take to end after what ran has ended, in seconds.
ENDING = 8


class FakeGranian:
    """Remembers what it is told, and serves nothing."""

    def __init__(self) -> None:
        self.told: dict[str, Any] = {}

    def __call__(self, _target: str, **told: Any) -> "FakeGranian":
        """Be made."""
        self.told = told
        return self

    def serve(self) -> None:
        """End at once."""


def seconds_until_killed(monkeypatch: pytest.MonkeyPatch, **sections: Mapping[str, Any]) -> int:
    """Return after how many seconds a process that does not stop is killed, with these settings."""
    granian = FakeGranian()
    monkeypatch.setattr("granian.server.Server", granian)
    given = {
        "environment": "production",
        "database": {"url": f"{min(SCHEMES)}://"},
        **sections,
        "http": {"port": free_port(), **sections.get("http", {})},
    }
    serve(Settings.model_validate(given))
    seconds: int = granian.told["workers_kill_timeout"]
    return seconds
