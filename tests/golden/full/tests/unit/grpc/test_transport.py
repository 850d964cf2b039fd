"""Which server is below the rpcs."""

from pathlib import Path
from typing import Any

import pytest

from app.interfaces.grpc.settings import GrpcSettings, GrpcTlsSettings
from app.interfaces.grpc.transport import is_native, make_server


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
async def test_who_is_on_this_machine_is_trusted(host: str) -> None:
    assert is_native(make_server(GrpcSettings(host=host)))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.1.2.3", "shop.example"])
async def test_a_port_that_others_reach_bounds_what_they_send(host: str) -> None:
    assert not is_native(make_server(GrpcSettings(host=host)))


async def test_the_settings_can_say_which() -> None:
    assert is_native(make_server(GrpcSettings(host="10.1.2.3", transport="native")))
    assert not is_native(make_server(GrpcSettings(transport="grpcio")))


async def test_only_one_of_them_can_encrypt(tmp_path: Path) -> None:
    file = tmp_path / "file.pem"
    file.touch()
    tls = GrpcTlsSettings(certificate=file, private_key=file)
    choices: list[Any] = ["auto", "native", "grpcio"]

    for transport in choices:
        assert not is_native(make_server(GrpcSettings(transport=transport, tls=tls)))
