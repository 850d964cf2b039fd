"""Settings of the database."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

SCHEMES: Final = frozenset(["sqlite"])


class DatabaseSettings(BaseModel):
    """Where the data lives and how long to wait for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: SecretStr = Field(description="Address of the database; it needs no driver.")
    acquire_timeout: float = Field(
        default=5.0,
        gt=0,
        description="Longest wait for a connection, in seconds.",
    )
    statement_timeout: float = Field(
        default=10.0,
        gt=0,
        description="Longest run of a statement, in seconds.",
    )

    @field_validator("url")
    @classmethod
    def _check_url(cls, url: SecretStr) -> SecretStr:
        """Refuse what is no address of this database, without a word of it: it may hold a password."""
        given = url.get_secret_value()
        scheme, separator, _ = given.partition("://")
        if not separator or scheme.partition("+")[0] not in SCHEMES:
            raise ValueError("url starts with sqlite://")
        if not _is_readable(given):
            raise ValueError("url cannot be read: in a password `@`, `:`, `/` are %40, %3A, %2F")
        return url


def _is_readable(text: str) -> bool:
    try:
        url = make_url(text)
    except (ArgumentError, ValueError):
        return False
    # An `@` in a password would make the rest of it a part of the host, which is shown.
    return "@" not in (url.host or "") and (url.port is None or 0 < url.port < 65536)
