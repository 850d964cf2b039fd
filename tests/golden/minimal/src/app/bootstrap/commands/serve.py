"""`serve`."""

import typer

from app.interfaces.cli.serve import add_serve


def register(cli: typer.Typer) -> None:
    """Add the command."""
    add_serve(cli, _serve)


def _serve(
    *,
    host: str | None,
    port: int | None,
    workers: int | None,
    reload: bool,
) -> None:
    from app.bootstrap.configuration import load_settings
    from app.bootstrap.database import prepare_database
    from app.bootstrap.serving import serve
    from app.infrastructure.telemetry.logging import configure_logging

    settings = load_settings(
        {("http", "host"): host, ("http", "port"): port, ("http", "workers"): workers},
    )
    configure_logging(settings.logging)
    prepare_database(settings)
    serve(settings, reload=reload)
