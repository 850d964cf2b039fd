"""Certificates are renewed while the server runs."""

from pathlib import Path

import grpc
import pytest
from structlog.testing import capture_logs

from app.interfaces.grpc.settings import GrpcTlsSettings
from tests.integration.grpc.certificates import Authority, Files
from tests.integration.grpc.test_encryption import NAME, code_of, connected
from tests.integration.grpc.things import get, served


@pytest.fixture
def files(tmp_path: Path) -> Files:
    """Return where the certificate of the server is."""
    return Files(tmp_path)


async def test_new_connections_use_the_new_certificate(files: Files) -> None:
    old, new = Authority(), Authority()
    tls = GrpcTlsSettings(**files.write(old.issue(NAME)))
    async with served(tls=tls) as port, connected(port, old) as channel:
        await get(channel, "hello")

        files.write(new.issue(NAME))

        assert await code_of(port, new) is grpc.StatusCode.OK
        assert await code_of(port, old) is grpc.StatusCode.UNAVAILABLE
        assert (await get(channel, "still here")).value == "still here"


async def test_clients_of_a_new_authority_are_let_in(files: Files) -> None:
    authority, new = Authority(), Authority()
    paths = files.write(authority.issue(NAME)) | files.write_authority(authority)
    async with served(tls=GrpcTlsSettings(**paths)) as port:
        before = await code_of(port, authority, new.issue("billing"))

        files.write_authority(new)

        after = await code_of(port, authority, new.issue("billing"))
    assert (before, after) == (grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.OK)


@pytest.mark.parametrize("part", ["certificate", "private_key"])
@pytest.mark.parametrize("content", ["", "-----BEGIN", "another"])
async def test_goes_on_with_the_old_files_while_one_is_half_written(
    files: Files, part: str, content: str
) -> None:
    authority = Authority()
    paths = files.write(authority.issue(NAME))
    async with served(tls=GrpcTlsSettings(**paths)) as port:
        with capture_logs() as lines:
            other = authority.issue(NAME)
            of_another = {"certificate": other.certificate, "private_key": other.key}[part]
            paths[part].write_bytes(of_another if content == "another" else content.encode())

            during = await code_of(port, authority)

        files.write(other)
        after = await code_of(port, authority)

    assert (during, after) == (grpc.StatusCode.OK, grpc.StatusCode.OK)
    assert "certificate_not_readable" in [line["event"] for line in lines]


async def test_goes_on_with_the_old_files_while_one_is_missing(files: Files) -> None:
    authority = Authority()
    paths = files.write(authority.issue(NAME))
    async with served(tls=GrpcTlsSettings(**paths)) as port:
        paths["private_key"].unlink()

        assert await code_of(port, authority) is grpc.StatusCode.OK
