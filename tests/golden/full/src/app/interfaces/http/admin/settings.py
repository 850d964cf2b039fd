"""Settings of the admin port."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _split(value: object) -> object:
    """Let lists be written with commas, as environment variables need it."""
    return value.lower().replace(" ", "").split(",") if isinstance(value, str) else value


class AdminSettings(BaseModel):
    """Where operators look at the service."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    enabled: bool = Field(
        default=True,
        description="Whether there is an admin port.",
    )
    host: str = Field(
        default="127.0.0.1",
        description="Address to listen on; whoever reaches it may do everything there.",
    )
    port: int = Field(
        default=9000,
        ge=1,
        le=65535,
        description="Port to listen on; one of the processes does.",
    )
    names: Annotated[tuple[str, ...], BeforeValidator(_split)] = Field(
        default=(),
        description="Names by which it is called, beside addresses and `localhost`.",
    )
    folder: Path | None = Field(
        default=None,
        description="Folder where processes add up what they count; a temporary one without it.",
    )
