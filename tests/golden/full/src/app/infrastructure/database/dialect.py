"""The database of this service: all that depends on which one it is."""

from app.infrastructure.database.postgresql import living, queueing, types
from app.infrastructure.database.postgresql.engine import (
    MIGRATED_WHEN_SERVED,
    REBUILT_WHEN_ALTERED,
    connect,
    migrate,
)

__all__ = [
    "MIGRATED_WHEN_SERVED",
    "REBUILT_WHEN_ALTERED",
    "connect",
    "living",
    "migrate",
    "queueing",
    "types",
]
