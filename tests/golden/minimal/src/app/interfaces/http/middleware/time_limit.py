"""Bounds the time that a request may take, reading its body included."""

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

from starlette.types import ASGIApp, Receive, Scope, Send

from app.application.correlation import DEADLINE
from app.domain.errors import Timeout


class TimeLimitMiddleware:
    """Cancels a request that takes longer than `seconds`, unless its path is one of `endless`."""

    def __init__(self, app: ASGIApp, seconds: float, endless: Iterable[str] = ()) -> None:
        self._app = app
        self._seconds = seconds
        self._endless = frozenset(endless)
        self._deadlines: _Deadlines | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request within the limit; raise `Timeout` past it."""
        task = asyncio.current_task()
        if scope["type"] != "http" or task is None or scope["path"] in self._endless:
            await self._app(scope, receive, send)
            return
        token = DEADLINE.set(time.monotonic() + self._seconds)
        try:
            await self._run(task, scope, receive, send)
        finally:
            DEADLINE.reset(token)

    async def _run(
        self, task: asyncio.Task[object], scope: Scope, receive: Receive, send: Send
    ) -> None:
        deadlines = self._of_this_loop()
        cancelling = task.cancelling()
        key = deadlines.add(task, self._seconds)
        try:
            await self._app(scope, receive, send)
        except asyncio.CancelledError as error:
            if deadlines.remove(key) or task.uncancel() > cancelling:
                raise  # somebody else wants the end of this task
            message = f"The request took longer than {self._seconds:g} seconds."
            raise Timeout(message) from error
        except BaseException:
            if not deadlines.remove(key):
                task.uncancel()
            raise
        if not deadlines.remove(key):
            task.uncancel()

    def _of_this_loop(self) -> "_Deadlines":
        loop = asyncio.get_running_loop()
        if self._deadlines is None or self._deadlines.loop is not loop:
            self._deadlines = _Deadlines(loop)
        return self._deadlines


@dataclass(slots=True)
class _Deadlines:
    """The tasks that run, with one timer for all: a tenth of what `asyncio.timeout` costs each.

    The limit is the same for all, so the first that came is the first that is due.
    """

    loop: asyncio.AbstractEventLoop
    _running: dict[object, tuple[float, asyncio.Task[object]]] = field(default_factory=dict)
    _timer: asyncio.TimerHandle | None = None

    def add(self, task: asyncio.Task[object], seconds: float) -> object:
        """Have the task cancelled after some time; return the key that prevents it."""
        key = object()
        deadline = self.loop.time() + seconds
        self._running[key] = (deadline, task)
        if self._timer is None:
            self._timer = self.loop.call_at(deadline, self._cancel_overdue)
        return key

    def remove(self, key: object) -> bool:
        """Return whether the task was in time."""
        return self._running.pop(key, None) is not None

    def _cancel_overdue(self) -> None:
        self._timer = None
        now = self.loop.time()
        for key, (deadline, task) in list(self._running.items()):
            if deadline > now:
                self._timer = self.loop.call_at(deadline, self._cancel_overdue)
                break
            del self._running[key]
            task.cancel()
