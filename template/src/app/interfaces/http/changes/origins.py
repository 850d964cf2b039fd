"""Which pages may open WebSockets: browsers ask nobody, and send where the page is from."""

from collections.abc import Collection

from starlette.datastructures import Headers

from app.domain.errors import Forbidden


def require_origin(headers: Headers, allowed: Collection[str]) -> None:
    """Accept clients without an origin, pages of this service, and those of the settings.

    Raises:
        Forbidden: the page is from elsewhere.
    """
    origin = headers.get("origin")
    if origin is None or "*" in allowed or origin in allowed:
        return
    # Only the host is compared: behind a proxy that ends TLS, the scheme is not known here.
    host = origin.partition("://")[2]
    if not host or host.lower() != headers.get("host", "").lower():
        message = f"pages of {origin} may not connect: see the setting http.cors_origins"
        raise Forbidden(message, code="origin_not_allowed")
