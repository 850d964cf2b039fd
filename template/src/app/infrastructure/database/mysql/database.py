"""A MySQL or MariaDB server."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import create_async_engine

from app.infrastructure.database.mysql.killing import Killer
from app.infrastructure.database.mysql.violations import explain
from app.infrastructure.database.pooled.database import PooledDatabase
from app.infrastructure.database.settings import DatabaseSettings


class MysqlDatabase(PooledDatabase):
    """Ends statements that are cancelled, or take too long, on the server too."""

    def __init__(
        self, url: URL, settings: DatabaseSettings, *, connect_args: Mapping[str, Any]
    ) -> None:
        super().__init__(
            url,
            settings,
            explain=explain,
            connect_args=connect_args,
            isolation_level="READ COMMITTED",
        )
        self._killer = Killer(
            create_async_engine(
                url,
                isolation_level="AUTOCOMMIT",
                poolclass=sa.NullPool,
                connect_args=dict(connect_args),
            )
        )
        for engine in self._engines:
            self._killer.watch(engine)

    async def close(self) -> None:
        """Close all connections."""
        await super().close()
        await self._killer.close()
