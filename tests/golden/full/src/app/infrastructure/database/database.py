"""What repositories need from a database.

Work is a plain function on a synchronous SQLAlchemy connection; where and how it runs (a thread of
its own, an asynchronous driver) is the business of the database.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Protocol, TypeVar

from sqlalchemy import Connection

from app.application.ports.unit_of_work import Transaction

Result = TypeVar("Result")


class SqlTransaction(Transaction, ABC):
    """A transaction that repositories can run statements in."""

    __slots__ = ()

    @abstractmethod
    async def run(self, work: Callable[[Connection], Result], *, atomic: bool = False) -> Result:
        """Run `work` in this transaction; what the database refuses becomes a `DomainError`.

        Work that is one statement is `atomic`: it needs no transaction around it.
        """


class Database(Protocol):
    """Runs statements, and implements `UnitOfWork`."""

    async def start(self) -> None:
        """Open what must be open before the first statement."""
        ...

    async def close(self) -> None:
        """Close all connections."""
        ...

    async def read(self, work: Callable[[Connection], Result]) -> Result:
        """Run `work`, which only reads, outside of transactions; twice when its connection breaks."""
        ...

    async def write(self, work: Callable[[Connection], Result], *, atomic: bool) -> Result:
        """Run `work`, and in a transaction of its own unless it is `atomic`; commit it."""
        ...

    def begin(self) -> AbstractAsyncContextManager[SqlTransaction]:
        """Open a transaction: see `UnitOfWork.begin`."""
        ...

    def single(self) -> SqlTransaction:
        """Return a transaction for one write: see `UnitOfWork.single`."""
        ...


class SingleWrite(SqlTransaction):
    """A transaction that is over after its first work."""

    __slots__ = ("_database", "_over")

    def __init__(self, database: Database) -> None:
        self._database = database
        self._over = False

    async def run(self, work: Callable[[Connection], Result], *, atomic: bool = False) -> Result:
        """Run `work` and commit it."""
        if self._over:
            raise RuntimeError("this transaction was for a single write: use `begin` for several")
        self._over = True
        return await self._database.write(work, atomic=atomic)


def sql(transaction: Transaction) -> SqlTransaction:
    """Narrow a transaction of the application to the kind that repositories here are given."""
    if not isinstance(transaction, SqlTransaction):
        raise TypeError(f"{type(transaction).__name__} is not a transaction of this database")
    return transaction
