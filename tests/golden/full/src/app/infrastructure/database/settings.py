"""Settings of the database."""

from typing import Final

from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

SCHEMES: Final = frozenset(["postgres", "postgresql"])


class DatabaseSettings(BaseModel):
    """Where the data lives and how long to wait for it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: SecretStr = Field(description="Address of the database; it needs no driver.")
    pool_size: int = Field(
        default=20,
        ge=1,
        description="Connections per process, for reads and for writes each.",
    )
    acquire_timeout: float = Field(
        default=5.0,
        gt=0,
        description="Longest wait for a connection, in seconds.",
    )
    statement_timeout: float = Field(
        default=10.0,
        gt=0,
        description="Longest run of a statement, or pause in a transaction, in seconds.",
    )

    @field_validator("url")
    @classmethod
    def _check_url(cls, url: SecretStr) -> SecretStr:
        """Refuse the address of another database, without a word of it: it may hold a password."""
        scheme, separator, _ = url.get_secret_value().partition("://")
        if not separator or scheme.partition("+")[0] not in SCHEMES:
            raise ValueError("url starts with postgresql://")
        return url
