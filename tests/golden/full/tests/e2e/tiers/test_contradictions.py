"""What a tier cannot do is refused in words, and nothing is made by mistake."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from app.infrastructure.remote.settings import CoreSettings
from tests.e2e.process import run


@pytest.mark.parametrize("command", [("migrate", "up"), ("migrate", "status"), ("seed",)])
def test_a_gateway_touches_no_database(command: tuple[str, ...]) -> None:
    result = run(*command, APP__MODE="gateway")

    assert result.returncode == 1
    assert "mode: a gateway has no database" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("mode", "only", "served"), [("core", "http", "grpc"), ("gateway", "grpc", "http")]
)
def test_a_tier_serves_nothing_else_than_its_own(mode: str, only: str, served: str) -> None:
    result = run("serve", "--only", only, APP__MODE=mode)

    assert result.returncode == 1
    expected = f"serving.only: in the mode `{mode}` {served} is served, not {only}"
    assert expected in result.stderr
    assert "Traceback" not in result.stderr


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


def test_a_wrong_address_stops_the_start() -> None:
    result = run("serve", APP__MODE="gateway", APP__CORE__ADDRESS="core")

    assert result.returncode == 1
    assert "APP__CORE__ADDRESS (environment): Value error, write a name with a port" in (
        result.stderr
    )
    assert "Traceback" not in result.stderr


def test_files_that_are_no_certificates_stop_the_start(tmp_path: Path) -> None:
    text = tmp_path / "ca.pem"
    text.write_text("-----BEGIN", encoding="utf-8")

    result = run("serve", APP__MODE="gateway", APP__CORE__TLS__CA=str(text))

    assert result.returncode == 1
    assert "the files of core.tls cannot be used" in result.stderr
    assert "Traceback" not in result.stderr
