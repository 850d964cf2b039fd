"""The page: three files that load nothing from elsewhere and are served as they are."""

from collections.abc import Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import BaseRoute, Route

_FOLDER = Path(__file__).parent
_FILES = {
    "/": ("index.html", "text/html"),
    "/admin.css": ("admin.css", "text/css"),
    "/admin.js": ("admin.js", "text/javascript"),
}
_HEADERS = {
    "cache-control": "no-cache",
    "content-security-policy": (
        "default-src 'none'; connect-src 'self'; script-src 'self'; style-src 'self';"
        " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
}


def make_routes() -> Sequence[BaseRoute]:
    """Build one route per file."""
    return [_make_route(path, *file) for path, file in _FILES.items()]


def _make_route(path: str, name: str, media_type: str) -> Route:
    async def show(_: Request) -> Response:
        return FileResponse(_FOLDER / name, headers=_HEADERS, media_type=media_type)

    return Route(path, show)
