"""Settings of the logs."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class LoggingSettings(BaseModel):
    """What is logged, and in which form."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    level: Literal["debug", "info", "warning", "error"] = Field(
        default="info",
        description="The least important level that is written.",
    )
    format: Literal["console", "json"] = Field(
        default="console",
        description="`console` for people, `json` for machines.",
    )
