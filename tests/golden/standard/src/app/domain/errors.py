"""What can go wrong, one class per category.

A category decides how an interface answers; `code` is stable and tells clients which case it is.
Messages are shown to clients: they never contain internals.
"""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldError:
    """What is wrong with one field of an input."""

    field: str
    code: str
    message: str


class DomainError(Exception):
    """Base of all expected failures."""

    code = "error"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        fields: Sequence[FieldError] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.fields = tuple(fields)


class Invalid(DomainError):
    """The input breaks a rule; sending it again unchanged cannot succeed."""

    code = "invalid"


class Unauthenticated(DomainError):
    """Nobody knows who is calling."""

    code = "unauthenticated"


class Forbidden(DomainError):
    """The caller is known and may not do this."""

    code = "forbidden"


class NotFound(DomainError):
    """What was asked for does not exist."""

    code = "not_found"


class Conflict(DomainError):
    """The input is fine but contradicts what is stored."""

    code = "conflict"


class StaleVersion(Conflict):
    """Somebody else changed it since the caller read it."""

    code = "stale_version"


class Unavailable(DomainError):
    """Something the service depends on does not answer; trying later may succeed."""

    code = "unavailable"


class RateLimited(DomainError):
    """The caller asks too often; trying later will succeed."""

    code = "rate_limited"


class Timeout(DomainError):
    """The time limit ran out."""

    code = "timeout"
