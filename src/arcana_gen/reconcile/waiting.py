"""Letting Ctrl-C wait for what must not stop halfway."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from arcana_gen.errors import ArcanaError

_POLITE: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@contextmanager
def until_done() -> Iterator[None]:
    """Let Ctrl-C and other polite signals wait: what they would interrupt takes milliseconds.

    Programs that run meanwhile get Ctrl-C too, and may fail of it: raises KeyboardInterrupt then.
    """
    received = []

    def note(number: int, _frame: FrameType | None) -> None:
        received.append(number)

    before = {number: signal.signal(number, note) for number in _POLITE}
    try:
        yield
    except ArcanaError:
        if received:
            raise KeyboardInterrupt from None
        raise
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
