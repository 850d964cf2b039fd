"""Commands parse, call and print; what they call is given to them."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.program import FakeService, FakeStatus, run


@pytest.fixture
def service() -> FakeService:
    """Return what the commands call."""
    return FakeService()


def test_serve_leaves_what_is_not_given_to_the_settings(service: FakeService) -> None:
    run(service, "serve")

    assert service.asked == [({}, False)]


def test_serve_passes_on_what_is_given(service: FakeService) -> None:
    run(service, "serve", "--host", "::1", "--port", "80", "--workers", "2", "--reload")

    given = {"http.host": "::1", "http.port": 80, "http.workers": 2}
    assert service.asked == [(given, True)]


@pytest.mark.parametrize(
    ("arguments", "asked"),
    [
        (("migrate",), ("up", "head")),
        (("migrate", "up"), ("up", "head")),
        (("migrate", "up", "a1"), ("up", "a1")),
        (("migrate", "down"), ("down", "-1")),
        (("migrate", "down", "base"), ("down", "base")),
    ],
)
def test_migrate_goes_to_a_revision(
    service: FakeService, arguments: tuple[str, ...], asked: tuple[str, str]
) -> None:
    result = run(service, *arguments)

    assert service.asked == [asked]
    assert result.output == "current: b2\npending: none\n"


def test_migrate_status_fails_when_something_is_missing(service: FakeService) -> None:
    service.found = FakeStatus(current=(), pending=("a1", "b2"))

    result = run(service, "migrate", "status")

    assert result.exit_code == 1
    assert result.output == "current: none\npending: a1, b2\n"


def test_migrate_status_fails_when_something_is_wrong(service: FakeService) -> None:
    service.found = FakeStatus(problem="there are two")

    result = run(service, "migrate", "status")

    assert result.exit_code == 1
    assert result.output == "current: b2\npending: none\nproblem: there are two\n"


def test_migrate_status_succeeds_at_head(service: FakeService) -> None:
    assert run(service, "migrate", "status").exit_code == 0


def test_seed_tells_what_it_created(service: FakeService) -> None:
    result = run(service, "seed", "--rows", "7", "--seed", "3", "--allow-production")

    assert service.asked == [(7, 3, True)]
    assert result.output == "order: 7\ncustomer: 1\n"


def test_seed_refuses_to_create_nothing(service: FakeService) -> None:
    assert run(service, "seed", "--rows", "0").exit_code == 2


def test_openapi_prints_the_document(service: FakeService) -> None:
    assert json.loads(run(service, "openapi").output) == {"openapi": "3.1.0"}


def test_openapi_writes_the_document_to_a_file(service: FakeService, tmp_path: Path) -> None:
    run(service, "openapi", "--output", str(tmp_path / "api.json"))

    text = (tmp_path / "api.json").read_text(encoding="utf-8")
    assert json.loads(text) == {"openapi": "3.1.0"}
    assert text.endswith("}\n")


def test_config_check_reads_the_settings(service: FakeService) -> None:
    result = run(service, "config", "check")

    assert service.asked == ["check"]
    assert result.exit_code == 0


def test_config_show_prints_the_settings(service: FakeService) -> None:
    assert run(service, "config", "show").output == "http:\n  port: 8000\n"


def test_without_a_command_the_program_explains_itself(service: FakeService) -> None:
    assert "Usage" in run(service).output
