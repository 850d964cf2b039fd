"""A gateway that asks for what its core does not know yet."""

import pytest
from google.protobuf.wrappers_pb2 import StringValue
from structlog.testing import capture_logs

from app.domain.errors import Unavailable
from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.settings import CoreSettings
from tests.integration.grpc.things import THINGS, TRANSPORTS, served


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_an_rpc_that_the_core_lacks_is_a_mismatch_of_versions(transport: str) -> None:
    async with served(transport=transport) as port:
        channel = CoreChannel(CoreSettings(address=f"ipv4:127.0.0.1:{port}"), [THINGS])
        async with channel.open():
            call = channel.unary("/tests.ThingService/ArchiveThing", StringValue)
            with capture_logs() as logs, pytest.raises(Unavailable) as caught:
                await call(StringValue())

    assert caught.value.code == "version_mismatch"
    assert [line["event"] for line in logs] == ["core_older_than_gateway"]
