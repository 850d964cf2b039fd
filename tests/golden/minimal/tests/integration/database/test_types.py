"""Columns give back what was put into them, to the ends of what Python knows."""

import datetime as dt
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from pydantic import SecretStr
from sqlalchemy import Connection

from app.infrastructure.database.dialect import migrate, types
from app.infrastructure.database.settings import DatabaseSettings
from tests.databases import selected

MOMENTS = sa.Table("moments", sa.MetaData(), sa.Column("at", types.UtcDateTime()))
FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)
LAST = dt.datetime.max.replace(tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def settings() -> Iterator[DatabaseSettings]:
    """Return settings with a database of its own, without tables."""
    with selected.empty_database() as url:
        yield DatabaseSettings(url=SecretStr(url))


def test_points_in_time_keep_their_zone_and_their_order(settings: DatabaseSettings) -> None:
    moments = [None, FIRST, FIRST + SECOND, LAST - SECOND, LAST]

    def store(connection: Connection) -> list[dt.datetime | None]:
        MOMENTS.create(connection)
        connection.execute(sa.insert(MOMENTS), [{"at": moment} for moment in reversed(moments)])
        first = MOMENTS.c.at.is_not(None)
        return list(connection.scalars(sa.select(MOMENTS.c.at).order_by(first, MOMENTS.c.at)))

    assert migrate(settings, store) == moments
