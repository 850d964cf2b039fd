"""Settings of the HTTP interface."""

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints


def _split(value: object) -> object:
    """Let lists be written with commas, as environment variables need it."""
    return value.replace(" ", "").split(",") if isinstance(value, str) else value


Origin = Annotated[str, StringConstraints(pattern=r"^(\*|https?://[^/\s]+)$")]


class HttpSettings(BaseModel):
    """Where the service listens and what it accepts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    host: str = Field(
        default="127.0.0.1",
        description="Address to listen on; `0.0.0.0` for every one.",
    )
    port: int = Field(
        default=8000,
        ge=1,
        le=65535,
        description="Port to listen on.",
    )
    workers: int = Field(
        default=1,
        ge=1,
        description="Processes that answer requests.",
    )
    request_timeout: float = Field(
        default=30.0,
        gt=0,
        description="Longest time for one request, in seconds.",
    )
    graceful_timeout: int = Field(
        default=30,
        ge=1,
        description="Longest wait for running requests at shutdown, in seconds.",
    )
    max_body_size: int = Field(
        default=1_048_576,
        ge=0,
        description="Largest request body, in bytes.",
    )
    cors_origins: Annotated[tuple[Origin, ...], BeforeValidator(_split)] = Field(
        default=(),
        description="Web origins that browsers may call from.",
    )
    docs: bool = Field(
        default=True,
        description="Whether `/docs` and `/openapi.json` are there.",
    )
