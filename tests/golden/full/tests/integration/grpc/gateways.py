"""What a gateway calls the core with."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from google.protobuf.wrappers_pb2 import StringValue

from app.infrastructure.remote.channel import CoreChannel, UnaryCall
from app.infrastructure.remote.settings import CoreSettings, CoreTlsSettings
from tests.integration.grpc.things import THINGS


@asynccontextmanager
async def calling(
    address: str, *, tls: CoreTlsSettings | None = None
) -> AsyncIterator[UnaryCall[StringValue]]:
    """Yield what calls `GetThing` of the processes behind an address."""
    settings = CoreSettings(address=address, tls=tls or CoreTlsSettings())
    channel = CoreChannel(settings, [THINGS])
    async with channel.open():
        yield channel.unary("/tests.ThingService/GetThing", StringValue)
