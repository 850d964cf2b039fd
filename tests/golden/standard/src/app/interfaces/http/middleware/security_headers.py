"""Headers that keep browsers from doing more with an answer than was meant."""

from collections.abc import Awaitable, Iterable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

# An API answers programs: its answers load nothing and are shown nowhere.
_HEADERS = (
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
)
_HTTPS_HEADERS = (*_HEADERS, (b"strict-transport-security", b"max-age=31536000"))
_POLICY = _HEADERS[0][0]


class SecurityHeadersMiddleware:
    """Adds the headers; an answer that brings its own content security policy keeps it."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request and complete the headers of its answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        added = _HTTPS_HEADERS if scope["scheme"] == "https" else _HEADERS

        def send_with_headers(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                own = message["headers"]
                message["headers"] = [*own, *(added[1:] if _has_policy(own) else added)]
            return send(message)

        await self._app(scope, receive, send_with_headers)


def _has_policy(headers: Iterable[tuple[bytes, bytes]]) -> bool:
    for name, _ in headers:  # noqa: SIM110 - `any` with a generator takes three times as long
        if name == _POLICY:
            return True
    return False
