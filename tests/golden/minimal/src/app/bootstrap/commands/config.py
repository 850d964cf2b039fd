"""`config`."""

import typer

from app.interfaces.cli.config import add_config


def register(cli: typer.Typer) -> None:
    """Add the command."""
    add_config(cli, _Config())


class _Config:
    """Implements `Config`."""

    def check(self) -> None:
        """Read the settings, and what they name."""
        from app.bootstrap.companion import find_companions
        from app.bootstrap.configuration import load_settings

        settings = load_settings()
        for companion in find_companions():
            companion.check(settings)

    def show(self) -> str:
        """Print the settings in use."""
        from app.bootstrap.configuration import load_settings
        from app.bootstrap.presentation import present

        return present(load_settings())
