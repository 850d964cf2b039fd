"""The OpenAPI document and Swagger UI, from local files: no page loads anything from elsewhere."""

import html
import json
from collections.abc import Callable, Sequence
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

_PAGE = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<link rel="icon" href="docs/static/favicon.png">
<link rel="stylesheet" href="docs/static/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/static/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
_START = """window.ui = SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#swagger-ui",
  deepLinking: true,
  tryItOutEnabled: true,
});
"""
# Swagger UI sets styles of elements and draws its icons from data addresses.
_POLICY = (
    "default-src 'none'; connect-src 'self'; font-src 'self'; img-src 'self' data:;"
    " script-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'"
)


def make_routes(title: str, document: Callable[[], dict[str, Any]]) -> Sequence[BaseRoute]:
    """Build `/docs` and `/openapi.json`."""
    page = _PAGE.format(title=html.escape(title))
    written: list[bytes] = []

    async def show_page(_: Request) -> Response:
        return HTMLResponse(page, headers={"content-security-policy": _POLICY})

    async def show_start(_: Request) -> Response:
        return Response(_START, media_type="text/javascript")

    async def show_document(_: Request) -> Response:
        if not written:
            written.append(json.dumps(document()).encode())
        return Response(written[0], media_type="application/json")

    return (
        Route("/openapi.json", show_document),
        Route("/docs", show_page),
        Route("/docs/start.js", show_start),
        Mount("/docs/static", StaticFiles(packages=[("fastapi_offline", "static")])),
    )
