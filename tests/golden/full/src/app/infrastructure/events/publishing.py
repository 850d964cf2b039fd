"""Gives events their order, and has subscribers told of them."""

import asyncio
from functools import partial
from typing import Final, NoReturn

import structlog
from sqlalchemy import Connection

from app.infrastructure.database.database import Database
from app.infrastructure.database.waiting import to_its_end
from app.infrastructure.events import cursors, forgetting, placing
from app.infrastructure.events.delivery import Deliveries
from app.infrastructure.jobs.repeating import attempt, first_of

# What other processes have recorded is looked for so often, in seconds: they do so themselves at once.
_LONGEST: Final = 1.0

_log = structlog.stdlib.get_logger()


class Publisher:
    """Publishes what has been recorded, here or in a process that died before it could.

    `published` is set whenever that has happened here.
    """

    def __init__(self, database: Database, deliveries: Deliveries, *, kept: float) -> None:
        self._database = database
        self._deliveries = deliveries
        self._kept = kept
        self.published = asyncio.Event()

    async def run(self, recorded: asyncio.Event) -> NoReturn:
        """Publish whenever something was recorded here, and now and then."""
        is_registered = False
        while True:
            is_registered = is_registered or await to_its_end(attempt(self.register))
            recorded.clear()
            await to_its_end(attempt(self.publish))
            await first_of(recorded.wait(), asyncio.sleep(_LONGEST))

    async def register(self) -> None:
        """Make the subscribers known: they are told of what is published from now on."""
        await self._database.single().run(self._register)

    async def publish(self) -> None:
        """Publish all that is there, unless another process is about to."""
        while await self._database.read(self._has_work):
            if not await self._publish_some():
                return

    async def purge(self) -> None:
        """Forget all that has been kept for long enough, and that all subscribers were told of."""
        drop = partial(forgetting.drop_gone, self._deliveries.subscribers, self._kept)
        for name in await self._database.single().run(drop):
            _log.warning("subscriber_forgotten", subscriber=name)
        forget = partial(forgetting.purge, self._kept)
        while await self._database.single().run(forget) > 0:
            continue

    async def _publish_some(self) -> bool:
        async with self._database.begin() as transaction:
            # Again: where it failed at the start, what is published now would pass by who is new.
            await transaction.run(self._register)
            placed = await transaction.run(placing.place)
            delivered = await self._deliveries.deliver(transaction)
        if placed:
            self.published.set()
        return placed > 0 or delivered

    def _register(self, connection: Connection) -> None:
        placing.begin(connection)
        cursors.register(self._deliveries.subscribers, connection)

    def _has_work(self, connection: Connection) -> bool:
        told = cursors.farthest_behind(self._deliveries.subscribers, connection)
        return placing.any_new(connection) or told < placing.last_position(connection)
