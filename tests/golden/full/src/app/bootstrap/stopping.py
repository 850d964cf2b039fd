"""What is done at once when the process is told to stop, while the server lets requests end."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any, Final, TypeAlias

_SIGNALS = (signal.SIGTERM, signal.SIGINT)

Call: TypeAlias = Callable[[], object]


class Stopping:
    """Listens for the signals too that the server handles, while anything is to be called.

    A server says nothing to the application before all requests have ended: those that have no end
    of their own would keep it.
    """

    def __init__(self) -> None:
        self._calls: dict[object, Call] = {}
        self._handled: dict[signal.Signals, Any] = {}

    @contextmanager
    def calling(self, call: Call) -> Iterator[None]:
        """Call, from the handler of a signal, what is not done when the context ends."""
        key = object()
        if not self._calls:
            self._listen()
        self._calls[key] = call
        try:
            yield
        finally:
            del self._calls[key]
            if not self._calls:
                self._cease()

    def _listen(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in _SIGNALS:
                self._handled[number] = signal.signal(number, self._stop)

    def _cease(self) -> None:
        for number, handler in self._handled.items():
            # Servers put back what was there before them, when they end first.
            if signal.getsignal(number) == self._stop:
                signal.signal(number, handler)
        self._handled.clear()

    def _stop(self, number: int, frame: FrameType | None) -> None:
        for call in list(self._calls.values()):
            call()
        handler = self._handled.get(signal.Signals(number))
        if callable(handler):
            handler(number, frame)


# One for the process, as its signals are: two would each take the other for the server.
STOPPING: Final = Stopping()
