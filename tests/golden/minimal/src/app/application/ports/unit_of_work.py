"""Transactions."""

from contextlib import AbstractAsyncContextManager
from typing import Protocol


class Transaction:
    """An open transaction: the permission to write. Repositories take it; nobody else looks inside."""

    __slots__ = ()


class UnitOfWork(Protocol):
    """Opens transactions."""

    def begin(self) -> AbstractAsyncContextManager[Transaction]:
        """Open a transaction for the length of an `async with` block.

        It commits at the end of the block and rolls back when the block raises. What the database
        refuses at commit is raised here as a `DomainError`, before anybody is told of a success.
        """
        ...

    def single(self) -> Transaction:
        """Return a transaction for one write of one repository, which commits with that write.

        What the database refuses is raised by the write. It takes a third of the time of `begin`.
        """
        ...
