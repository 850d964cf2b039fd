"""What a tier cannot do is refused in words."""

from pathlib import Path

import pytest

from tests.e2e.process import run


@pytest.mark.parametrize("command", [("migrate", "up"), ("migrate", "status"), ("seed",)])
def test_a_gateway_refuses_commands_that_need_a_database(command: tuple[str, ...]) -> None:
    result = run(*command, APP__MODE="gateway")

    assert result.returncode == 1
    assert "mode: a gateway has no database" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("mode", "only", "served"), [("core", "http", "grpc"), ("gateway", "grpc", "http")]
)
def test_a_tier_refuses_to_serve_anything_else(mode: str, only: str, served: str) -> None:
    result = run("serve", "--only", only, APP__MODE=mode)

    assert result.returncode == 1
    expected = f"serving.only: in the mode `{mode}` {served} is served, not {only}"
    assert expected in result.stderr
    assert "Traceback" not in result.stderr


def test_what_serve_would_refuse_is_found_by_the_check_of_settings() -> None:
    result = run("config", "check", APP__MODE="core", APP__SERVING__ONLY="http")

    assert result.returncode == 1
    assert "serving.only: in the mode `core` grpc is served, not http" in result.stderr


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
