"""Calls may take longer to end than requests, where both are served."""

import pytest

from tests.unit.bootstrap.production import ENDING, seconds_until_killed


def test_calls_may_end_before_a_process_is_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = seconds_until_killed(
        monkeypatch, http={"graceful_timeout": 50}, grpc={"graceful_timeout": 100}
    )

    assert seconds == 100 + ENDING


def test_nobody_waits_for_calls_that_are_not_served(monkeypatch: pytest.MonkeyPatch) -> None:
    seconds = seconds_until_killed(
        monkeypatch,
        http={"graceful_timeout": 50},
        grpc={"graceful_timeout": 100},
        serving={"only": "http"},
    )

    assert seconds == 50 + ENDING
