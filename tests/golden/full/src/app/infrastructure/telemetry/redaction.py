"""Keeps secrets out of the logs."""

from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

REDACTED = "[redacted]"

_SECRET_WORDS = (
    "authorization",
    "cookie",
    "credential",
    "password",
    "passwd",
    "secret",
    "token",
    "api_key",
    "apikey",
    "private_key",
)


def redact(
    _logger: object,
    _method: str,
    event: MutableMapping[str, Any],
) -> MutableMapping[str, Any]:
    """Replace what stands under a name that sounds like a secret."""
    for name, value in event.items():
        if is_secret(name):
            event[name] = REDACTED
        elif isinstance(value, dict):
            event[name] = redact(_logger, _method, dict(value))
    return event


@lru_cache(maxsize=1024)
def is_secret(name: object) -> bool:
    """Return whether a name sounds as if a secret stands under it."""
    words = str(name).lower().replace("-", "_")
    return any(secret in words for secret in _SECRET_WORDS)
