"""The service over HTTP, by a gateway: its services are called over gRPC, in two cores."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.bootstrap.settings import Settings
from tests.apis.grpc import open_port
from tests.apis.rest import RestApi, open_client


@asynccontextmanager
async def open_api(settings: Settings) -> AsyncIterator[RestApi]:
    """Yield the service as clients of HTTP see it."""
    async with (
        open_port(settings) as first,
        open_port(settings) as second,
        open_client(as_gateway(settings, first, second)) as client,
    ):
        yield RestApi(client)


def as_gateway(settings: Settings, *ports: int) -> Settings:
    """Return settings of a gateway that calls these ports in turn."""
    address = "ipv4:" + ",".join(f"127.0.0.1:{port}" for port in ports)
    core = settings.core.model_copy(update={"address": address})
    return settings.model_copy(update={"mode": "gateway", "core": core})
