"""Encrypted connections to Redis."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from app.bootstrap.container import Infrastructure
from app.bootstrap.settings import Settings
from app.domain.errors import Unavailable
from app.infrastructure.redis.settings import RedisSettings
from tests.contract.jobs.stores import claim_one
from tests.e2e.process import free_port
from tests.integration.jobs.workers import GREET, Greeting
from tests.integration.redis.adapters import connected, on
from tests.integration.redis.certificates import Certificate, make_certificate
from tests.integration.redis.sentinels import MASTER, sentinel_process
from tests.servers.redis import server_process


@dataclass(frozen=True, slots=True)
class Encrypted:
    """A server and a sentinel that do not speak in the clear."""

    url: SecretStr
    sentinel: str
    authority: Path


def only_encrypted(port: int, certificate: Certificate) -> dict[str, str]:
    return {
        "port": "0",
        "tls-port": str(port),
        "tls-cert-file": str(certificate.file),
        "tls-key-file": str(certificate.key),
        "tls-ca-cert-file": str(certificate.file),
        "tls-auth-clients": "no",
        "tls-replication": "yes",
    }


@pytest.fixture
def encrypted(tmp_path: Path) -> Iterator[Encrypted]:
    """Return a server with a certificate."""
    certificate, port = make_certificate(tmp_path, "server"), free_port()
    given = only_encrypted(port, certificate)
    options = [part for name, value in given.items() for part in (f"--{name}", value)]
    url = f"rediss://127.0.0.1:{port}/0"
    checked = f"{url}?ssl_ca_certs={certificate.file}"
    with server_process(str(tmp_path), options, port=port, url=checked) as server:
        watching = free_port()
        settings = only_encrypted(watching, certificate)
        with sentinel_process(tmp_path, watching, master=port, settings=settings):
            yield Encrypted(SecretStr(url), f"127.0.0.1:{watching}", certificate.file)
        server.terminate()


async def enqueue_and_claim(infrastructure: Infrastructure) -> bool:
    """Return whether what was put in comes out."""
    job = await infrastructure.jobs.enqueue(GREET, Greeting())
    return (await claim_one(infrastructure.job_store)).id == job


async def test_enqueues_and_claims_over_an_encrypted_connection(
    migrated: Settings, encrypted: Encrypted
) -> None:
    redis = RedisSettings(url=encrypted.url, ca=encrypted.authority)

    async with connected(on(redis, migrated)) as infrastructure:
        assert await enqueue_and_claim(infrastructure)


async def test_a_server_that_a_foreign_authority_vouches_for_is_refused(
    migrated: Settings, encrypted: Encrypted, tmp_path: Path
) -> None:
    foreign = make_certificate(tmp_path, "foreign").file
    redis = RedisSettings(url=encrypted.url, ca=foreign)

    async with connected(on(redis, migrated)) as infrastructure:
        with pytest.raises(Unavailable):
            await enqueue_and_claim(infrastructure)


async def test_a_sentinel_is_asked_over_an_encrypted_connection_too(
    migrated: Settings, encrypted: Encrypted
) -> None:
    redis = RedisSettings(
        url=encrypted.url,
        ca=encrypted.authority,
        sentinels=(encrypted.sentinel,),
        service_name=MASTER,
    )

    async with connected(on(redis, migrated)) as infrastructure:
        assert await enqueue_and_claim(infrastructure)
