"""A process that is told to stop is killed when it has had the time that it may need."""

import pytest

from tests.unit.bootstrap.production import ENDING, seconds_until_killed


def test_requests_may_end_first(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = seconds_until_killed(monkeypatch, http={"graceful_timeout": 100})

    assert seconds == 100 + ENDING
