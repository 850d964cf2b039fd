"""Refuses requests that no handler can make sense of."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

_JSON = frozenset({b"application/json"})
_READABLE = {
    "POST": _JSON,
    "PUT": _JSON,
    "PATCH": _JSON | {b"application/merge-patch+json"},
}


class RequestFormatMiddleware:
    """Demands JSON bodies below `prefix`, and addresses without NUL, which no database can hold."""

    def __init__(self, app: ASGIApp, prefix: str) -> None:
        self._app = app
        self._prefix = prefix

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request; raise an exception that means 400 or 415 when it is not readable."""
        if scope["type"] == "http":
            if b"%00" in scope["query_string"] or "\x00" in scope["path"]:
                raise HTTPException(400, "The address contains a NUL character.")
            readable = _READABLE.get(scope["method"])
            if readable is not None and scope["path"].startswith(self._prefix):
                _check_type(scope, readable)
        await self._app(scope, receive, send)


def _check_type(scope: Scope, readable: frozenset[bytes]) -> None:
    headers = dict(scope["headers"])
    if headers.get(b"content-length", b"0") == b"0" and b"transfer-encoding" not in headers:
        return
    sent: bytes = headers.get(b"content-type", b"")
    if sent.partition(b";")[0].strip().lower() not in readable:
        names = " or ".join(sorted(name.decode() for name in readable))
        raise HTTPException(415, f"The body must be {names}.", {"accept": names})
