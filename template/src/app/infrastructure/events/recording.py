"""Transactions that take events."""

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import TypeVar

from sqlalchemy import Connection

from app.application.correlation import REQUEST_ID
from app.application.ports.identifiers import Identifiers
from app.application.ports.recording import RecordingTransaction
from app.domain.events import DomainEvent
from app.infrastructure.database.database import Database, SqlTransaction
from app.infrastructure.events.codecs import Codecs
from app.infrastructure.events.stored import StoredEvent, add

Result = TypeVar("Result")


class RecordingDatabase:
    """Implements `RecordingUnitOfWork`: events are stored in the transaction that they are given to.

    `recorded` is set whenever that has happened here.
    """

    def __init__(self, database: Database, identifiers: Identifiers, codecs: Codecs) -> None:
        self._database = database
        self._identifiers = identifiers
        self._codecs = codecs
        self.recorded = asyncio.Event()

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[RecordingTransaction]:
        """Open a transaction; store its events at its end."""
        async with self._database.begin() as transaction:
            recording = _Recording(transaction)
            yield recording
            if recording.events:
                await transaction.run(partial(add, self._to_store(recording.events)))
        if recording.events:
            self.recorded.set()

    def single(self, *events: DomainEvent) -> SqlTransaction:
        """Return a transaction for one write, which is followed by its events."""
        if not events:
            return self._database.single()
        return _RecordedWrite(self._database, self._to_store(events), self.recorded)

    def _to_store(self, events: Sequence[DomainEvent]) -> Sequence[StoredEvent]:
        return [
            StoredEvent(
                id=self._identifiers.new(),
                type=event.name,
                subject=event.subject,
                body=self._codecs.of(type(event)).write(event),
                request_id=REQUEST_ID.get(),
            )
            for event in events
        ]


class _Recording(SqlTransaction, RecordingTransaction):
    __slots__ = ("_transaction",)

    def __init__(self, transaction: SqlTransaction) -> None:
        super().__init__()
        self._transaction = transaction

    async def run(self, work: Callable[[Connection], Result], *, atomic: bool = False) -> Result:
        """Run `work` in the transaction."""
        return await self._transaction.run(work, atomic=atomic)


class _RecordedWrite(SqlTransaction):
    __slots__ = ("_events", "_recorded", "_write")

    def __init__(
        self, database: Database, events: Sequence[StoredEvent], recorded: asyncio.Event
    ) -> None:
        self._write = database.single()
        self._events = events
        self._recorded = recorded

    async def run(self, work: Callable[[Connection], Result], *, atomic: bool = False) -> Result:
        """Run `work` and store the events, in one transaction."""
        del atomic
        result = await self._write.run(partial(self._run, work))
        self._recorded.set()
        return result

    def _run(self, work: Callable[[Connection], Result], connection: Connection) -> Result:
        result = work(connection)
        add(self._events, connection)
        return result
