"""What has happened, for those who follow it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar
from uuid import UUID

from app.domain.events import DomainEvent

Event = TypeVar("Event", bound=DomainEvent)


@dataclass(frozen=True, slots=True, kw_only=True)
class Published(Generic[Event]):
    """An event, and the identifier by which it can be named later."""

    id: UUID
    event: Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """How far all has been told: the last event of any kind that was passed over or told of.

    Who follows after it misses nothing. Before the first event of all it is the nil identifier.
    """

    id: UUID


class EventFeed(Protocol):
    """Tells of events, those of one subject in their order, after their transactions."""

    def follow(
        self, event: type[Event], after: UUID | None = None
    ) -> AsyncIterator[Published[Event] | Reached]:
        """Yield the events of a kind: those after the one with this identifier, or from now on.

        `Reached` comes first, when all is set up, and again whenever nothing has happened for a
        while.
        Raises `NotFound` (`event_expired`) when what has happened since then cannot be told: it is
        not kept any more, or this version of the service cannot read it. That may also come later.
        """
        ...
