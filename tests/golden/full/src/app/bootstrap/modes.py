"""Which part of the service a process is."""

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from app.bootstrap.settings import Settings

Mode: TypeAlias = Literal["monolith", "gateway", "core"]
Interface: TypeAlias = Literal["http", "grpc"]

_SERVED_BY: dict[Mode, Interface] = {"gateway": "http", "core": "grpc"}


def served_alone(settings: "Settings") -> Interface | None:
    """Return the one interface that is served, `None` for all."""
    return _SERVED_BY.get(settings.mode, settings.serving.only)
