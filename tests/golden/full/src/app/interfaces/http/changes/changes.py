"""What clients can listen to."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from typing import Generic
from uuid import UUID

from app.application.ports.events import Event, Published, Reached
from app.domain.events import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A change as clients see it; `entity` is JSON, the body of the entity."""

    id: UUID
    change: Change
    entity: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes(Generic[Event]):
    """The changes of all entities of one kind.

    `watch` is the service's: the first that it yields is `Reached`, when no change can be missed.
    """

    path: str
    tag: str
    watch: Callable[[UUID | None], AsyncIterator[Published[Event] | Reached]]
    tell: Callable[[Published[Event]], Told]
