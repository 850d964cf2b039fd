"""A server says where it listens."""

import pytest
from structlog.testing import capture_logs

from tests.integration.grpc.things import TRANSPORTS, served


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_says_where_it_listens_and_which_server_it_is(transport: str) -> None:
    with capture_logs() as logs:
        async with served(transport=transport) as port:
            pass

    assert logs == [
        {
            "event": "grpc_listening",
            "log_level": "info",
            "host": "127.0.0.1",
            "port": port,
            "transport": transport,
            "encrypted": False,
        }
    ]
