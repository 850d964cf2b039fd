"""Settings of what one process serves."""

from pydantic import BaseModel, ConfigDict, Field

from app.bootstrap.modes import Interface


class ServingSettings(BaseModel):
    """Which interfaces are served."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    only: Interface | None = Field(
        default=None,
        description="The one interface that is served; all when none is named.",
    )
