"""Writes one line about every request."""

from collections.abc import Awaitable
from time import perf_counter

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Probes ask every few seconds; their answers are news only when somebody looks for them.
_QUIET = frozenset({"/live", "/ready"})
# What begins an answer, and its status where it names none.
_STATUS = {
    "http.response.start": None,
    "websocket.accept": 101,
    "websocket.close": 403,
    "websocket.http.response.start": None,
}


class AccessLogMiddleware:
    """Logs method, route, status and duration when a request, or a WebSocket, is over."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        # Bound here: looking the logger up for every request costs a microsecond.
        self._log = structlog.stdlib.get_logger().bind()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request and log it."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        status: int | None = None

        def send_and_note(message: Message) -> Awaitable[None]:
            nonlocal status
            if status is None and message["type"] in _STATUS:
                status = message.get("status", _STATUS[message["type"]])
            return send(message)

        started = perf_counter()
        try:
            await self._app(scope, receive, send_and_note)
        finally:
            # A status of None tells that the request was given up without an answer.
            write = self._log.debug if scope["path"] in _QUIET else self._log.info
            write(
                "request_finished",
                method=scope.get("method", "GET"),
                path=scope["path"],
                route=_route(scope),
                status=status,
                duration_ms=round((perf_counter() - started) * 1000, 3),
            )


def _route(scope: Scope) -> str | None:
    route = scope.get("route")
    template: str | None = getattr(route, "path_format", None)
    return template
