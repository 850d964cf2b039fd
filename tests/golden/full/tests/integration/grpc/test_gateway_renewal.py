"""A gateway shows its new certificate when the files are renewed while it runs."""

import asyncio
from collections.abc import Iterable
from pathlib import Path

import pytest
from google.protobuf.wrappers_pb2 import StringValue
from structlog.testing import capture_logs

from app.domain.errors import Unavailable
from app.infrastructure.remote import renewal
from app.infrastructure.remote.channel import UnaryCall
from app.infrastructure.remote.settings import CoreTlsSettings
from app.interfaces.grpc.settings import GrpcTlsSettings
from app.protocol.certificates import State, state_of
from tests.integration.grpc.certificates import Authority, Files, Pair
from tests.integration.grpc.gateways import calling
from tests.integration.grpc.test_encryption import NAME
from tests.integration.grpc.things import Things, served


@pytest.fixture
def authority() -> Authority:
    """Return who vouches for all."""
    return Authority()


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Return where the certificate of the gateway is."""
    return Files(tmp_path)


@pytest.fixture
def server(authority: Authority, tmp_path: Path) -> GrpcTlsSettings:
    """Return settings of a server that asks clients for a certificate."""
    folder = tmp_path / "server"
    folder.mkdir()
    paths = Files(folder).write(authority.issue(NAME)) | Files(folder).write_authority(authority)
    return GrpcTlsSettings(**paths)


@pytest.fixture
def tls(server: GrpcTlsSettings, files: Files, authority: Authority) -> CoreTlsSettings:
    """Return settings of a gateway that bears the name `old`."""
    paths = files.write(authority.issue("old"))
    return CoreTlsSettings(**paths, ca=server.client_ca, server_name=NAME)


async def until_let_in(call: UnaryCall[StringValue]) -> None:
    """Call until it is not refused."""
    async with asyncio.timeout(10):
        while True:
            try:
                await call(StringValue(value="hello"))
            except Unavailable:
                await asyncio.sleep(0.05)
            else:
                return


async def test_bears_its_new_name(
    server: GrpcTlsSettings, tls: CoreTlsSettings, files: Files, authority: Authority
) -> None:
    new = server.model_copy(update={"client_names": ("new",)})
    async with served(tls=new) as port, calling(f"ipv4:127.0.0.1:{port}", tls=tls) as call:
        with pytest.raises(Unavailable):
            await call(StringValue(value="hello"))

        files.write(authority.issue("new"))

        await until_let_in(call)


async def test_says_once_that_its_files_cannot_be_read(
    server: GrpcTlsSettings, tls: CoreTlsSettings, files: Files, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(renewal, "_INTERVAL", 0.01)
    looks = asyncio.Semaphore(0)

    def look(paths: Iterable[Path | None]) -> State:
        looks.release()
        return state_of(paths)

    monkeypatch.setattr(renewal, "state_of", look)
    async with served(tls=server) as port, calling(f"ipv4:127.0.0.1:{port}", tls=tls) as call:
        with capture_logs() as logs:
            files.write(Pair(b"no certificate", b"no key"))
            for _ in range(20):
                await looks.acquire()
            await call(StringValue(value="hello"))

    warned = [line["event"] for line in logs if line["log_level"] == "warning"]
    assert warned == ["certificate_not_readable"]


async def test_ends_calls_with_the_old_one(
    server: GrpcTlsSettings, tls: CoreTlsSettings, files: Files, authority: Authority
) -> None:
    things = Things()
    async with (
        served(things, tls=server) as port,
        calling(f"ipv4:127.0.0.1:{port}", tls=tls) as call,
    ):
        running = asyncio.ensure_future(call(StringValue(value="wait")))
        await things.started.wait()

        with capture_logs() as lines:
            files.write(authority.issue("new"))
            async with asyncio.timeout(10):
                while "certificate_renewed" not in [line["event"] for line in lines]:
                    await call(StringValue(value="hello"))
        things.finish.set()

        assert (await running).value == "wait"
