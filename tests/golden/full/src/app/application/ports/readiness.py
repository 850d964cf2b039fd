"""What must work before the service may take traffic."""

from typing import Protocol


class ReadinessCheck(Protocol):
    """One thing that the service cannot work without."""

    @property
    def name(self) -> str:
        """Return the name that operators see."""
        ...

    async def check(self) -> None:
        """Return when it works; raise `Unavailable` when it does not."""
        ...
