"""An address of the core that gRPC cannot dial is a wrong setting."""

import pytest
from pydantic import ValidationError

from app.infrastructure.remote.settings import CoreSettings


@pytest.mark.parametrize(
    "address",
    [
        "core",
        "core:abc",
        "core:0",
        "core:65536",
        "core:50051/path",
        "http://core:50051",
        "foo:///x",
        "dns:///core",
        "127.0.0.1:8421,127.0.0.1:8422",
        "ipv4:core:50051",
        "ipv4:10.0.0.1:50051,",
        "ipv6:[fd00::1]",
    ],
)
def test_an_address_that_cannot_be_dialled_is_refused(address: str) -> None:
    with pytest.raises(ValidationError, match=r"address\n.*ipv4:10\.0\.0\.1:50051,10"):
        CoreSettings(address=address)


@pytest.mark.parametrize(
    "address",
    [
        "core:50051",
        "my_core-1.example.:1",
        "[::1]:50051",
        "dns:core:50051",
        "dns:///[::1]:50051",
        "dns://10.0.0.53:53/core:50051",
        "ipv4:10.0.0.1:50051",
        "ipv4:10.0.0.1:50051,10.0.0.2:50052",
        "ipv6:[fd00::1]:50051,[fd00::2]:50051",
        "unix:///run/core.sock",
    ],
)
def test_an_address_that_can_be_dialled_is_taken(address: str) -> None:
    assert CoreSettings(address=address).address == address
