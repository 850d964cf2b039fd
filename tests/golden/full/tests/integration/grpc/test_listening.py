"""A server says where it listens."""

from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from app.interfaces.grpc.settings import GrpcTlsSettings
from tests.integration.grpc.certificates import Authority, Files
from tests.integration.grpc.things import TRANSPORTS, served


async def said_by(**settings: Any) -> tuple[int, list[Any]]:
    """Serve for a moment; return the port and what is logged."""
    with capture_logs() as logs:
        async with served(**settings) as port:
            pass
    return port, [*logs]


@pytest.mark.parametrize("transport", TRANSPORTS)
async def test_says_where_it_listens_and_which_server_it_is(transport: str) -> None:
    port, logs = await said_by(transport=transport)

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


async def test_says_that_it_is_encrypted(tmp_path: Path) -> None:
    certificate = Files(tmp_path).write(Authority().issue("shop.example"))

    _, [line] = await said_by(tls=GrpcTlsSettings(**certificate))

    assert (line["transport"], line["encrypted"]) == ("grpcio", True)
