"""Settings of what one process serves."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class ServingSettings(BaseModel):
    """Which interfaces are served."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    only: Literal["http", "grpc"] | None = Field(
        default=None,
        description="The one interface that is served; all when none is named.",
    )
