"""Gives every request an identifier: the client's own when it is usable, a new one otherwise."""

import re
from collections.abc import Awaitable
from random import getrandbits

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.application.correlation import REQUEST_ID

_HEADER = b"x-request-id"
_USABLE = re.compile(rb"[\x21-\x7e]{1,128}")


class RequestIdMiddleware:
    """Sets `REQUEST_ID` for the time of the request and returns it as `X-Request-ID`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request under its identifier."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _sent(scope) or _new()

        def send_with_id(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (_HEADER, request_id.encode())]
            return send(message)

        token = REQUEST_ID.set(request_id)
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            REQUEST_ID.reset(token)


def _sent(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == _HEADER:
            return value.decode() if _USABLE.fullmatch(value) else None
    return None


def _new() -> str:
    # A name, not a secret: guessable bits will do, and they are the fastest.
    return f"{getrandbits(128):032x}"
