"""What is done at once when the process is told to stop."""

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from app.bootstrap.stopping import Stopping


@pytest.fixture
def handled() -> Iterator[list[int]]:
    """Return the signals that a server has handled."""
    numbers: list[int] = []

    def handle(number: int, _frame: FrameType | None) -> None:
        numbers.append(number)

    before = signal.signal(signal.SIGTERM, handle)
    yield numbers
    signal.signal(signal.SIGTERM, before)


def test_everything_is_called_and_the_server_hears_it_too(handled: list[int]) -> None:
    stopping, called = Stopping(), list[str]()

    one = stopping.calling(lambda: called.append("one"))
    with one, stopping.calling(lambda: called.append("two")):
        signal.raise_signal(signal.SIGTERM)

    assert called == ["one", "two"]
    assert handled == [signal.SIGTERM]


def test_what_has_ended_is_not_called(handled: list[int]) -> None:
    stopping, called = Stopping(), list[str]()
    with stopping.calling(lambda: called.append("one")):
        with stopping.calling(lambda: called.append("two")):
            pass
        signal.raise_signal(signal.SIGTERM)

    signal.raise_signal(signal.SIGTERM)

    assert called == ["one"]
    assert handled == [signal.SIGTERM, signal.SIGTERM]


def test_a_handler_that_the_server_put_back_stays(handled: list[int]) -> None:
    stopping, server = Stopping(), signal.getsignal(signal.SIGTERM)
    with stopping.calling(list):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)

    assert signal.getsignal(signal.SIGTERM) == signal.SIG_IGN
    assert server != signal.SIG_IGN
    assert handled == []
