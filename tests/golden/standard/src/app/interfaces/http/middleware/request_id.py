"""Gives every request an identifier: the client's own when it is usable, a new one otherwise."""

from collections.abc import Awaitable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.application.correlation import REQUEST_ID, is_usable, new_request_id

_HEADER = b"x-request-id"
_STARTS = frozenset(
    {"http.response.start", "websocket.accept", "websocket.http.response.start"},
)


class RequestIdMiddleware:
    """Sets `REQUEST_ID` for the time of the request and returns it as `X-Request-ID`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request under its identifier."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        request_id = _sent(scope) or new_request_id()

        def send_with_id(message: Message) -> Awaitable[None]:
            if message["type"] in _STARTS:
                own = message.get("headers", ())
                message["headers"] = [*own, (_HEADER, request_id.encode())]
            return send(message)

        token = REQUEST_ID.set(request_id)
        try:
            await self._app(scope, receive, send_with_id)
        finally:
            REQUEST_ID.reset(token)


def _sent(scope: Scope) -> str | None:
    for name, value in scope["headers"]:
        if name == _HEADER:
            request_id: str = value.decode("latin-1")
            return request_id if is_usable(request_id) else None
    return None
