"""Settings of the database."""

from pydantic import BaseModel, ConfigDict, Field, SecretStr


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
