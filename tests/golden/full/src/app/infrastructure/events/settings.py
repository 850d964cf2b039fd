"""Settings of events."""

from pydantic import BaseModel, ConfigDict, Field


class EventsSettings(BaseModel):
    """How events are told."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    kept: float = Field(
        default=86_400.0,
        ge=60,
        description="How long those who follow events may be away, in seconds.",
    )
    heartbeat: float = Field(
        default=15.0,
        gt=0,
        description="Longest silence towards those who follow events, in seconds.",
    )
    poll_interval: float = Field(
        default=0.1,
        gt=0,
        description="Longest wait between two looks for events of other processes, in seconds.",
    )
    send_timeout: float = Field(
        default=10.0,
        gt=0,
        description="Longest time for those who follow events to take one, in seconds.",
    )
