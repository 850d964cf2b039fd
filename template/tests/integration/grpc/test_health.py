"""The standard health service tells what is true."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from typing import Any

import grpc
import pytest
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
from grpc_health.v1.health_pb2_grpc import HealthStub
from pydantic import SecretStr
from structlog.testing import capture_logs

from app.bootstrap.container import make_infrastructure
from app.bootstrap.settings import Settings
from app.domain.errors import Unavailable
from app.infrastructure.database.migrations import FOLDER
from app.infrastructure.database.settings import DatabaseSettings
from tests.databases import selected
from tests.integration.grpc.things import running

SERVING = HealthCheckResponse.SERVING
NOT_SERVING = HealthCheckResponse.NOT_SERVING
SERVICE_UNKNOWN = HealthCheckResponse.SERVICE_UNKNOWN


@dataclass
class FakeCheck:
    """A check that succeeds or fails."""

    name: str = "database"
    error: Exception | None = None

    async def check(self) -> None:
        """Be `ReadinessCheck`."""
        if self.error is not None:
            raise self.error


def stub_of(channel: grpc.aio.Channel) -> Any:
    """Return what any client of the standard service has."""
    return HealthStub(channel)


async def status_of(channel: grpc.aio.Channel, service: str = "") -> int:
    """Ask once."""
    answer = await stub_of(channel).Check(HealthCheckRequest(service=service))
    status: int = answer.status
    return status


async def statuses(watch: Any) -> AsyncIterator[int]:
    """Yield what a watch tells."""
    async for answer in watch:
        yield answer.status


@pytest.mark.parametrize("service", ["", "tests.ThingService"])
async def test_serves_when_all_checks_succeed(service: str) -> None:
    async with running(readiness=[FakeCheck()]) as channel:
        assert await status_of(channel, service) == SERVING


async def test_does_not_serve_when_a_check_fails_and_logs_which() -> None:
    failed = FakeCheck(error=Unavailable("at 10.0.0.7"))
    async with running(readiness=[FakeCheck("cache"), failed]) as channel:
        with capture_logs() as lines:
            assert await status_of(channel) == NOT_SERVING

    failures = [line for line in lines if line["event"] == "readiness_check_failed"]
    assert [line["check"] for line in failures] == ["database"]


@pytest.fixture
def empty() -> Iterator[Settings]:
    """Return settings with a database that nobody has migrated."""
    with selected.empty_database() as url:
        yield Settings(database=DatabaseSettings(url=SecretStr(url)))


async def status_with(settings: Settings) -> int:
    """Ask a service on a database."""
    infrastructure = make_infrastructure(settings)
    await infrastructure.start()
    async with running(readiness=infrastructure.readiness) as channel:
        status = await status_of(channel)
    await infrastructure.close()
    return status


@pytest.mark.skipif(
    not list((FOLDER / "versions").glob("*.py")),
    reason="every database is migrated where there are no migrations",
)
async def test_serves_on_a_migrated_database_only(migrated: Settings, empty: Settings) -> None:
    assert await status_with(migrated) == SERVING
    assert await status_with(empty) == NOT_SERVING


async def test_knows_no_other_services() -> None:
    async with running() as channel:
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await status_of(channel, "nothing.Service")

        watch = stub_of(channel).Watch(HealthCheckRequest(service="nothing.Service"))
        assert await anext(statuses(watch)) == SERVICE_UNKNOWN
    assert caught.value.code() is grpc.StatusCode.NOT_FOUND


async def test_a_watch_tells_each_change() -> None:
    check = FakeCheck()
    async with running(readiness=[check]) as channel:
        told = statuses(stub_of(channel).Watch(HealthCheckRequest()))

        seen = [await anext(told)]
        check.error = Unavailable("down")
        seen.append(await anext(told))
        check.error = None
        seen.append(await anext(told))

    assert seen == [SERVING, NOT_SERVING, SERVING]
