"""Encrypted connections, and who is refused."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import grpc
import pytest
from cryptography.hazmat.primitives import serialization
from grpc_health.v1.health_pb2 import HealthCheckRequest
from grpc_health.v1.health_pb2_grpc import HealthStub

from app.infrastructure.remote.credentials import make_credentials as make_client_credentials
from app.infrastructure.remote.settings import CoreTlsSettings
from app.interfaces.grpc.credentials import make_credentials
from app.interfaces.grpc.settings import GrpcTlsSettings
from tests.integration.grpc.certificates import Authority, Files, Pair
from tests.integration.grpc.things import get, served

NAME = "shop.example"


@pytest.fixture
def authority() -> Authority:
    """Return who vouches for the server and its clients."""
    return Authority()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Return where the certificate of the server is."""
    return Files(tmp_path)


@asynccontextmanager
async def connected(
    port: int, trusted: Authority, client: Pair | None = None, *, name: str = NAME
) -> AsyncIterator[grpc.aio.Channel]:
    """Yield a new connection of a client that expects a name."""
    credentials = grpc.ssl_channel_credentials(
        trusted.certificate,
        client.key if client else None,
        client.certificate if client else None,
    )
    options: list[tuple[str, Any]] = [
        ("grpc.ssl_target_name_override", name),
        # Otherwise channels to the same port share one connection.
        ("grpc.use_local_subchannel_pool", 1),
    ]
    address = f"127.0.0.1:{port}"
    async with grpc.aio.secure_channel(address, credentials, options) as channel:
        yield channel


async def code_of(
    port: int, trusted: Authority, client: Pair | None = None, *, name: str = NAME
) -> grpc.StatusCode:
    """Return how a call on a new connection ends."""
    async with connected(port, trusted, client, name=name) as channel:
        code: grpc.StatusCode = await get(channel, "hello").code()
        return code


async def test_encrypts(authority: Authority, files: Files) -> None:
    tls = GrpcTlsSettings(**files.write(authority.issue(NAME)))
    async with served(tls=tls) as port:
        assert await code_of(port, authority) is grpc.StatusCode.OK


def with_encrypted_key(pair: Pair) -> Pair:
    """Return the pair with a key that wants a password."""
    key = serialization.load_pem_private_key(pair.key, password=None)
    encrypted = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(b"secret"),
    )
    return Pair(pair.certificate, encrypted)


def test_a_server_refuses_an_encrypted_key_instead_of_asking_for_its_password(
    authority: Authority, files: Files
) -> None:
    written = files.write(with_encrypted_key(authority.issue(NAME)))

    with pytest.raises(OSError, match="the private key is encrypted"):
        make_credentials(GrpcTlsSettings(**written))


def test_a_gateway_refuses_an_encrypted_key_instead_of_asking_for_its_password(
    authority: Authority, files: Files
) -> None:
    written = files.write(with_encrypted_key(authority.issue(NAME)))
    trusted = files.write_authority(authority)["client_ca"]

    with pytest.raises(OSError, match="the private key is encrypted"):
        make_client_credentials(CoreTlsSettings(ca=trusted, **written))


async def test_does_not_speak_in_the_clear(authority: Authority, files: Files) -> None:
    tls = GrpcTlsSettings(**files.write(authority.issue(NAME)))
    async with (
        served(tls=tls) as port,
        grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        assert await get(channel, "hello").code() is grpc.StatusCode.UNAVAILABLE


async def test_a_client_refuses_a_server_that_it_does_not_trust(
    authority: Authority, files: Files
) -> None:
    tls = GrpcTlsSettings(**files.write(authority.issue(NAME)))
    async with served(tls=tls) as port:
        assert await code_of(port, Authority()) is grpc.StatusCode.UNAVAILABLE
        assert await code_of(port, authority, name="else.example") is grpc.StatusCode.UNAVAILABLE


@pytest.fixture
def mutual(authority: Authority, files: Files) -> GrpcTlsSettings:
    """Return settings that ask clients for a certificate."""
    paths = files.write(authority.issue(NAME)) | files.write_authority(authority)
    return GrpcTlsSettings(**paths, client_names=("billing", "reports"))


@pytest.mark.parametrize("names", [("billing",), ("else", "reports")])
async def test_lets_clients_in_by_name(
    authority: Authority, mutual: GrpcTlsSettings, names: tuple[str, ...]
) -> None:
    async with served(tls=mutual) as port:
        assert await code_of(port, authority, authority.issue(*names)) is grpc.StatusCode.OK


async def test_refuses_clients_without_a_certificate_that_counts(
    authority: Authority, mutual: GrpcTlsSettings
) -> None:
    refused = {
        "none": None,
        "of a foreign authority": Authority().issue("billing"),
        "expired": authority.issue("billing", days=-1),
    }
    async with served(tls=mutual) as port:
        for why, client in refused.items():
            assert await code_of(port, authority, client) is grpc.StatusCode.UNAVAILABLE, why


async def test_refuses_clients_whose_name_is_not_let_in(
    authority: Authority, mutual: GrpcTlsSettings
) -> None:
    async with served(tls=mutual) as port:
        code = await code_of(port, authority, authority.issue("else"))

    assert code is grpc.StatusCode.PERMISSION_DENIED


async def test_is_not_ready_for_clients_that_are_not_let_in(
    authority: Authority, mutual: GrpcTlsSettings
) -> None:
    async with (
        served(tls=mutual) as port,
        connected(port, authority, authority.issue("else")) as channel,
    ):
        health: Any = HealthStub(channel)
        with pytest.raises(grpc.aio.AioRpcError) as caught:
            await health.Check(HealthCheckRequest())

    assert caught.value.code() is grpc.StatusCode.PERMISSION_DENIED


async def test_lets_every_client_of_the_authority_in_where_no_names_are_set(
    authority: Authority, mutual: GrpcTlsSettings
) -> None:
    async with served(tls=mutual.model_copy(update={"client_names": ()})) as port:
        assert await code_of(port, authority, authority.issue("else")) is grpc.StatusCode.OK
