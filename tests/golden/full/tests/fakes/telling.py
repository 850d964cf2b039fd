"""What the fake repositories keep, and what they tell of it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from app.application.ports.recording import RecordingTransaction
from app.application.ports.unit_of_work import Transaction
from app.domain.events import DomainEvent
from tests.fakes.events import FakeFeed
from tests.fakes.store import FakeStore


@dataclass
class TellingStore(FakeStore):
    """Tells of what is recorded, when it is written."""

    feed: FakeFeed = field(default_factory=FakeFeed)
    untold: tuple[DomainEvent, ...] = ()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[RecordingTransaction]:
        """Undo everything when the block raises, else tell of it."""
        transaction = RecordingTransaction()
        async with super().begin():
            yield transaction
        self.feed.tell(transaction.events)

    def single(self, *events: DomainEvent) -> Transaction:
        """Return a transaction for the next write: each is all or nothing anyway."""
        self.untold = events
        return Transaction()

    def put(self, name: str, entity: Any) -> None:
        """Store an entity."""
        super().put(name, entity)
        self._tell(self.untold)

    def remove(self, name: str, identity: UUID) -> None:
        """Delete an entity; nobody is told of what goes with it."""
        events, self.untold = self.untold, ()
        super().remove(name, identity)
        self._tell(events)

    def _tell(self, events: tuple[DomainEvent, ...]) -> None:
        self.untold = ()
        self.feed.tell(events)
