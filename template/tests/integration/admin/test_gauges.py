"""Gauges are read when they are asked for."""

from collections.abc import Iterable

from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from app.bootstrap.admin import AdminPart
from app.bootstrap.administering import read_gauges
from app.domain.errors import Unavailable


async def fail() -> Iterable[Metric]:
    raise Unavailable("the database does not answer")


async def succeed() -> Iterable[Metric]:
    return [GaugeMetricFamily("things", "Things.", value=7)]


async def test_what_cannot_be_read_is_left_out() -> None:
    found = await read_gauges([AdminPart(measure=fail), AdminPart(measure=succeed)])

    assert [metric.name for metric in found] == ["things"]
