"""How far those who follow events have come."""

from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from app.domain.errors import NotFound

# What stands for the event before the first one.
NOTHING: Final = UUID(int=0)


@dataclass(slots=True, kw_only=True)
class Place:
    """The last event that was passed, and its position."""

    position: int
    event: UUID
    # What had been committed when it was begun to follow, but had no position yet: it is no news.
    earlier: set[UUID] = field(default_factory=set)

    def pass_by(self, position: int, event: UUID) -> bool:
        """Move on to the next event and return whether it is news; raise `NotFound` behind a gap."""
        if position != self.position + 1:
            raise expired(f"what came after the event {self.event} is not kept any more")
        self.position, self.event = position, event
        if event not in self.earlier:
            return True
        self.earlier.remove(event)
        return False


def expired(message: str) -> NotFound:
    """Return the error that what has happened since cannot be told."""
    return NotFound(message, code="event_expired")
