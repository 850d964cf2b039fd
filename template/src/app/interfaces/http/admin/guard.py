"""Keeps pages of other sites, which run in an operator's browser, away from the admin port."""

from collections.abc import Mapping
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Receive, Scope, Send

_READING = frozenset({"GET", "HEAD"})
_OWN = frozenset({"same-origin", "none"})


class GuardMiddleware:
    """Refuses names that are not the service's, and acts that its own page has not asked for.

    A site can let its own name point to a loopback address (DNS rebinding): its pages then are of
    one origin with the admin port. It cannot do so with an address, nor with `localhost`.
    """

    def __init__(self, app: ASGIApp, names: frozenset[str]) -> None:
        self._app = app
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Run the request; raise an exception that means 421, 403 or 415 if it is refused."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            self._check_name(headers.get("host", ""))
            if scope["method"] not in _READING:
                _check_act(headers)
        await self._app(scope, receive, send)

    def _check_name(self, host: str) -> None:
        name = _name(host)
        if name not in self._names and not _is_address(name):
            raise HTTPException(421, f"The admin port is not called {name!r}: see `admin.names`.")


def _check_act(headers: Mapping[str, str]) -> None:
    origin = headers.get("origin")
    site = headers.get("sec-fetch-site", "none")
    if site not in _OWN or (origin is not None and urlsplit(origin).netloc != headers["host"]):
        raise HTTPException(403, "Other sites may not act here.")
    # A form, which needs nobody's permission to be sent anywhere, cannot be of this type.
    if headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise HTTPException(
            415, "The body must be application/json.", {"accept": "application/json"}
        )


def _name(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _is_address(name: str) -> bool:
    try:
        ip_address(name)
    except ValueError:
        return False
    return True
