"""The tier in front: its services are in the processes of the core."""

from app.bootstrap.backend import Backend
from app.bootstrap.discovery import discover_modules
from app.bootstrap.errors import StartError
from app.bootstrap.settings import Settings
from app.infrastructure.remote import services
from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.readiness import CoreReadiness


def make_backend(settings: Settings) -> Backend | None:
    """Return clients of the core in the mode `gateway`, nothing in others."""
    if settings.mode != "gateway":
        return None
    names = services.__name__
    declared = discover_modules(names, attribute="SERVICE").values()
    channel = CoreChannel(settings.core, declared)
    makers = discover_modules(names, attribute="make_service")
    return Backend(
        services={name: make(channel) for name, make in makers.items()},
        readiness=(CoreReadiness(channel),),
        open=channel.open,
    )


def require_database(settings: Settings) -> None:
    """Raise `StartError` in the mode `gateway`, whose database is that of the core."""
    if settings.mode == "gateway":
        raise StartError("mode: a gateway has no database; do this where the mode is `core`")
