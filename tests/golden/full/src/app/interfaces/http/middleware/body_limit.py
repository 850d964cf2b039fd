"""Bounds the size of request bodies, announced or not."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ANNOUNCED = frozenset({b"content-length", b"transfer-encoding"})


class BodyLimitMiddleware:
    """Refuses bodies of more than `limit` bytes: when announced, or else while they arrive."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self._app = app
        self._limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request; raise an exception that means 413 when its body is too large."""
        if scope["type"] == "http":
            for name, value in scope["headers"]:
                if name in _ANNOUNCED:
                    self._check_announced(name, value)
                    receive = self._counting(receive)
                    break
        await self._app(scope, receive, send)

    def _check_announced(self, name: bytes, value: bytes) -> None:
        if name == b"content-length" and value.isdigit() and int(value) > self._limit:
            raise self._too_large()

    def _counting(self, receive: Receive) -> Receive:
        received = 0

        async def receive_counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > self._limit:
                raise self._too_large()
            return message

        return receive_counted

    def _too_large(self) -> HTTPException:
        return HTTPException(413, f"The body has more than {self._limit} bytes.")
