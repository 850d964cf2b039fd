"""The last line: whatever went wrong, the client gets a problem and the log gets the reason."""

from collections.abc import Awaitable

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.interfaces.http.failures import answer

_log = structlog.stdlib.get_logger()


class ErrorMiddleware:
    """Answers exceptions that nothing inside has answered."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request; never let an exception out that can still be answered."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started = False

        def send_and_note(message: Message) -> Awaitable[None]:
            nonlocal started
            started = True
            return send(message)

        try:
            await self._app(scope, receive, send_and_note)
        except Exception as error:
            if started:
                # Half an answer is out: only a broken connection can say that it is not whole.
                _log.exception("response_interrupted")
                raise
            await answer(error)(scope, receive, send)
