"""`serve`."""

import os
from collections.abc import Mapping

import typer

from app.interfaces.cli.serve import add_serve


def register(cli: typer.Typer) -> None:
    """Add the command."""
    add_serve(cli, _serve)


def _serve(arguments: Mapping[tuple[str, ...], object], *, reload: bool) -> None:
    from app.bootstrap.backend import make_backend
    from app.bootstrap.companion import find_companions
    from app.bootstrap.configuration import load_settings
    from app.bootstrap.listening import try_to_listen
    from app.bootstrap.serving import serve
    from app.bootstrap.setting_names import as_environment
    from app.infrastructure.telemetry.logging import configure_logging

    settings = load_settings(arguments)
    configure_logging(settings.logging)
    companions = find_companions()
    for companion in companions:
        companion.check(settings)
        for host, port in companion.listens_on(settings):
            try_to_listen(host, port)
    make_backend(settings).prepare()
    # The processes of the servers read the settings themselves.
    os.environ.update(as_environment(arguments))
    if not any(companion.serve_alone(settings) for companion in companions):
        serve(settings, reload=reload)
