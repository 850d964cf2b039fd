"""The tier in front: its services are in the processes of the core."""

from functools import partial

from app.bootstrap.backend import Backend
from app.bootstrap.discovery import discover_modules
from app.bootstrap.errors import StartError
from app.bootstrap.settings import Settings
from app.infrastructure.remote import services
from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.credentials import make_credentials
from app.infrastructure.remote.readiness import CoreReadiness
from app.infrastructure.remote.settings import CoreTlsSettings


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
        prepare=partial(_check_certificates, settings.core.tls),
        open=channel.open,
    )


def require_database(settings: Settings) -> None:
    """Raise `StartError` in the mode `gateway`, whose database is that of the core."""
    if settings.mode == "gateway":
        raise StartError("mode: a gateway has no database; do this where the mode is `core`")


def _check_certificates(settings: CoreTlsSettings) -> None:
    """Refuse to start with files that cannot be used. The core prepares its database itself."""
    try:
        make_credentials(settings)
    except OSError as error:
        raise StartError(f"the files of core.tls cannot be used: {error}") from error
