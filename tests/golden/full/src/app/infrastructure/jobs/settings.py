"""Settings of jobs."""

from pydantic import BaseModel, ConfigDict, Field


class JobsSettings(BaseModel):
    """How jobs are run."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    concurrency: int = Field(
        default=10,
        ge=1,
        description="How many jobs one worker runs at the same time.",
    )
    lease: float = Field(
        default=15.0,
        gt=0,
        description="How long a worker may be silent before others get its jobs, in seconds.",
    )
    poll_interval: float = Field(
        default=1.0,
        gt=0,
        description="Longest wait between two looks for work, in seconds.",
    )
    graceful_timeout: float = Field(
        default=30.0,
        gt=0,
        description="Longest wait for running jobs at shutdown, in seconds.",
    )
    with_worker: bool = Field(
        default=False,
        description="Whether `serve` runs jobs too.",
    )
    scheduler: bool = Field(
        default=True,
        description="Whether workers enqueue what is due by schedule.",
    )
