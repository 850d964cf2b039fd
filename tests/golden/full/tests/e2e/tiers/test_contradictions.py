"""What a tier cannot do is refused in words, and nothing is made by mistake."""

import pytest

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
