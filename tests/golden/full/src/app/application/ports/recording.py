"""Transactions that events are recorded in."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from app.application.ports.unit_of_work import Transaction, UnitOfWork
from app.domain.events import DomainEvent


class RecordingTransaction(Transaction):
    """A transaction that takes events, which are told exactly if it commits."""

    __slots__ = ("events",)

    def __init__(self) -> None:
        self.events: list[DomainEvent] = []

    def record(self, event: DomainEvent) -> None:
        """Have an event told."""
        self.events.append(event)


class RecordingUnitOfWork(UnitOfWork, Protocol):
    """Opens transactions that events are recorded in."""

    def begin(self) -> AbstractAsyncContextManager[RecordingTransaction]:
        """Open a transaction for the length of an `async with` block: see `UnitOfWork.begin`."""
        ...

    def single(self, *events: DomainEvent) -> Transaction:
        """Return a transaction for one write, after which these are told: see `UnitOfWork.single`."""
        ...
