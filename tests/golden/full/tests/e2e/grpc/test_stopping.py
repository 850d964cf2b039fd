"""A server of several processes that is told to stop answers what runs, over every protocol."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from pathlib import Path
from typing import Any

import grpc
import httpx
import pytest
from grpc_health.v1.health_pb2 import HealthCheckRequest, HealthCheckResponse
from grpc_health.v1.health_pb2_grpc import HealthStub

from app.bootstrap.discovery import discover_modules
from tests import factories
from tests.api import Api, Listing, Query
from tests.apis.grpc import GrpcApi
from tests.apis.rest import RestApi
from tests.e2e.modes.tiers import answers_grpc, serving_gateway
from tests.e2e.process import PATIENCE, ROOT, Server, answers_http, serving

SLOW_SERVICE = str(ROOT / "tests" / "e2e" / "grpc" / "slow_service.py")
NAMES = sorted(discover_modules(factories.__name__, attribute="PATH"))
EMPTY = Listing(items=[], cursor=None, total=0)
TWO_WORKERS = {"APP__HTTP__WORKERS": "2"}

pytestmark = [
    pytest.mark.skipif(not NAMES, reason="there is no entity to list"),
    pytest.mark.usefixtures("infrastructure"),
]


def serving_slow_core(folder: Path, url: str) -> AbstractContextManager[Server]:
    """Start a core of two processes."""
    return serving(
        folder,
        SLOW_SERVICE,
        answers=answers_grpc,
        APP__MODE="core",
        APP__DATABASE__URL=url,
        **TWO_WORKERS,
    )


def answers_both(server: Server) -> bool:
    """Return whether both are served."""
    return answers_http(server) and answers_grpc(server)


@asynccontextmanager
async def rest(server: Server) -> AsyncIterator[Api]:
    """Yield a client of HTTP."""
    async with httpx.AsyncClient(base_url=server.url, timeout=PATIENCE) as client:
        yield RestApi(client)


@asynccontextmanager
async def rpcs(server: Server) -> AsyncIterator[Api]:
    """Yield a client of gRPC."""
    async with grpc.aio.insecure_channel(f"127.0.0.1:{server.ports['grpc']}") as channel:
        yield GrpcApi(channel)


async def stop_while_listing(stopped: Server, sleeping: Server, *apis: Api) -> list[Listing]:
    """Stop a server while one process sleeps over lists; return them."""
    await asyncio.to_thread(sleeping.wait_for, "(?s)opened.*opened")
    lists = [asyncio.create_task(api.list(NAMES[0], Query(offset=0))) for api in apis]
    await asyncio.to_thread(sleeping.wait_for, "(?s)" + "nap_started.*" * len(lists))

    code = await asyncio.to_thread(stopped.stop)

    assert code == 0, stopped.text()
    assert not re.search("Traceback|worker_died", stopped.text())
    return await asyncio.gather(*lists)


@pytest.mark.parametrize("environment", ["development", "production"])
async def test_finishes_what_runs_over_both_protocols(
    tmp_path: Path, migrated_url: str, environment: str
) -> None:
    with serving(
        tmp_path,
        SLOW_SERVICE,
        answers=answers_both,
        APP__ENVIRONMENT=environment,
        APP__DATABASE__URL=migrated_url,
        **TWO_WORKERS,
    ) as server:
        async with rest(server) as first, rpcs(server) as second:
            assert await stop_while_listing(server, server, first, second) == [EMPTY, EMPTY]


@pytest.mark.parametrize("environment", ["development", "production"])
async def test_tells_that_it_stops_while_requests_end(
    tmp_path: Path, migrated_url: str, environment: str
) -> None:
    with serving(
        tmp_path,
        SLOW_SERVICE,
        answers=answers_both,
        APP__ENVIRONMENT=environment,
        APP__DATABASE__URL=migrated_url,
    ) as server:
        address = f"127.0.0.1:{server.ports['grpc']}"
        async with rest(server) as client, grpc.aio.insecure_channel(address) as channel:
            watching: Any = HealthStub(channel)
            told = aiter(watching.Watch(HealthCheckRequest()))
            assert (await anext(told)).status == HealthCheckResponse.SERVING
            request = asyncio.create_task(client.list(NAMES[0], Query(offset=0)))
            await asyncio.to_thread(server.wait_for, "nap_started")

            stopped = asyncio.create_task(asyncio.to_thread(server.stop))

            assert (await anext(told)).status == HealthCheckResponse.NOT_SERVING
            assert "nap_finished" not in server.text()
            assert await request == EMPTY
            assert await stopped in {0, -15}


async def test_a_core_finishes_what_runs(tmp_path: Path, migrated_url: str) -> None:
    with serving_slow_core(tmp_path, migrated_url) as core:
        async with rpcs(core) as first, rpcs(core) as second:
            assert await stop_while_listing(core, core, first, second) == [EMPTY, EMPTY]


async def test_a_core_finishes_what_a_gateway_has_asked(tmp_path: Path, migrated_url: str) -> None:
    with (
        serving_slow_core(tmp_path, migrated_url) as core,
        serving_gateway(tmp_path / "gateway", core) as gateway,
    ):
        async with rest(gateway) as client:
            assert await stop_while_listing(core, core, client) == [EMPTY]


async def test_a_gateway_finishes_what_runs(tmp_path: Path, migrated_url: str) -> None:
    with (
        serving_slow_core(tmp_path, migrated_url) as core,
        serving_gateway(tmp_path / "gateway", core, **TWO_WORKERS) as gateway,
    ):
        async with rest(gateway) as client:
            assert await stop_while_listing(gateway, core, client) == [EMPTY]
