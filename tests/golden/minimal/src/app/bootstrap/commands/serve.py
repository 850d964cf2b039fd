"""`serve`."""

import os
from collections.abc import Mapping

import typer

from app.interfaces.cli.serve import add_serve


def register(cli: typer.Typer) -> None:
    """Add the command."""
    add_serve(cli, _serve)


def _serve(arguments: Mapping[tuple[str, ...], object], *, reload: bool) -> None:
    from app.bootstrap import companions
    from app.bootstrap.backend import make_backend
    from app.bootstrap.configuration import load_settings
    from app.bootstrap.discovery import discover_modules
    from app.bootstrap.serving import serve
    from app.bootstrap.setting_names import as_environment
    from app.infrastructure.telemetry.logging import configure_logging

    settings = load_settings(arguments)
    configure_logging(settings.logging)
    for check in discover_modules(companions.__name__, attribute="check_companion").values():
        check(settings)
    make_backend(settings).prepare()
    # The processes of the servers read the settings themselves.
    os.environ.update(as_environment(arguments))
    alone = discover_modules(companions.__name__, attribute="serve_alone").values()
    if not any(serve_alone(settings) for serve_alone in alone):
        serve(settings, reload=reload)
