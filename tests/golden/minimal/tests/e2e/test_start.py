"""The program starts only when everything is in order, and says in words what is not."""

from pathlib import Path

import pytest

from app.infrastructure.database.settings import SCHEMES
from tests.e2e.process import run


@pytest.mark.parametrize("command", [("config", "check"), ("serve",), ("migrate", "status")])
def test_an_unknown_setting_is_refused(command: tuple[str, ...]) -> None:
    result = run(*command, APP__HTTP__PROT="8000")

    assert result.returncode == 1
    assert "APP__HTTP__PROT (environment): unknown setting; did you mean APP__HTTP__PORT?" in (
        result.stderr
    )
    assert "Traceback" not in result.stderr


def test_passwords_are_not_shown() -> None:
    url = f"{min(SCHEMES)}://me:hunter2@localhost/shop"

    result = run("config", "show", APP__DATABASE__URL=url)

    assert result.returncode == 0
    assert "hunter2" not in result.stdout + result.stderr


def test_sample_data_is_refused_in_production() -> None:
    result = run("seed", APP__ENVIRONMENT="production")

    assert result.returncode == 1
    assert "--allow-production" in result.stderr


def test_the_document_of_the_interface_can_be_written(tmp_path: Path) -> None:
    result = run("openapi", "--output", str(tmp_path / "openapi.json"))

    assert result.returncode == 0, result.stderr
    assert (tmp_path / "openapi.json").read_text(encoding="utf-8").startswith("{")
