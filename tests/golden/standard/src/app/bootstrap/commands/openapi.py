"""`openapi`."""

from typing import Any

import typer

from app.interfaces.cli.openapi import add_openapi


def register(cli: typer.Typer) -> None:
    """Add the command."""
    add_openapi(cli, _document)


def _document() -> dict[str, Any]:
    from app.bootstrap.configuration import load_settings
    from app.bootstrap.http import make_http_app

    return make_http_app(load_settings()).openapi()
