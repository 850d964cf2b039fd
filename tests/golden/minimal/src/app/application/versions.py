"""Optimistic locking."""

from app.domain.errors import StaleVersion


def require_version(current: int, expected: int | None) -> None:
    """Raise `StaleVersion` unless `current` is what the caller expects; `None` expects nothing."""
    if expected is not None and current != expected:
        raise StaleVersion(f"the version is {current}, not {expected}")
