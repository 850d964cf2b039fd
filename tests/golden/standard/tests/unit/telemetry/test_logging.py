"""All logs go one way: as JSON, or readable in a terminal."""

import json
import logging
import sys
import warnings
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from app.application.correlation import REQUEST_ID
from app.infrastructure.telemetry.logging import configure_logging
from app.infrastructure.telemetry.settings import LoggingSettings


@pytest.fixture(autouse=True)
def tidy_logging() -> Iterator[None]:
    """Put logging back in order afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    structlog.reset_defaults()
    logging.captureWarnings(capture=False)
    root.handlers[:] = handlers
    root.setLevel(level)


def written(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    """Return what was written to standard error as documents, one per line."""
    return [json.loads(line) for line in capsys.readouterr().err.splitlines()]


def test_writes_one_document_per_line(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(LoggingSettings(format="json"))

    structlog.get_logger().info("order_created", order="7")

    [line] = written(capsys)
    assert (line["event"], line["level"], line["order"]) == ("order_created", "info", "7")
    assert line["timestamp"].endswith("Z")


def test_libraries_write_in_the_same_form(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(LoggingSettings(format="json"))

    logging.getLogger("some.library").warning("lost %s", "it")

    [line] = written(capsys)
    assert (line["event"], line["logger"], line["level"]) == ("lost it", "some.library", "warning")


def test_names_the_request_that_a_line_belongs_to(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(LoggingSettings(format="json"))
    token = REQUEST_ID.set("request-7")

    structlog.get_logger().info("one")
    logging.getLogger("some.library").warning("two")

    REQUEST_ID.reset(token)
    assert [line["request_id"] for line in written(capsys)] == ["request-7", "request-7"]


@pytest.mark.parametrize("form", ["json", "console"])
def test_hides_secrets(capsys: pytest.CaptureFixture[str], form: Any) -> None:
    configure_logging(LoggingSettings(format=form))

    structlog.get_logger().info("x", password="hunter2", headers={"Authorization": "hunter2"})

    text = capsys.readouterr().err
    assert "hunter2" not in text
    assert "[redacted]" in text


def test_leaves_out_what_is_below_the_level(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(LoggingSettings(level="warning"))

    structlog.get_logger().info("quiet")
    logging.getLogger("some.library").info("quiet")

    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("form", ["json", "console"])
def test_shows_tracebacks_without_the_values_of_variables(
    capsys: pytest.CaptureFixture[str], form: Any
) -> None:
    configure_logging(LoggingSettings(format=form))
    variable = "hunter2"

    try:
        raise ValueError(len(variable))
    except ValueError as error:
        structlog.get_logger().error("failed", exc_info=error)

    text = capsys.readouterr().err
    assert "Traceback" in text
    assert "ValueError: 7" in text
    assert "hunter2" not in text


@pytest.mark.parametrize("value", [object(), b"\xff", "\ud800", float("nan"), {1: {2}}])
@pytest.mark.parametrize("form", ["json", "console"])
def test_can_write_any_value(capsys: pytest.CaptureFixture[str], form: Any, value: object) -> None:
    configure_logging(LoggingSettings(format=form))

    structlog.get_logger().info("odd", value=value)

    assert "odd" in capsys.readouterr().err


def test_warnings_are_logged(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(LoggingSettings(format="json"))

    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("old", DeprecationWarning, stacklevel=1)

    assert [line["logger"] for line in written(capsys)] == ["py.warnings"]


def test_a_terminal_gets_no_colours_when_it_asks_for_none(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", "1")
    configure_logging(LoggingSettings(format="console"))

    structlog.get_logger().info("plain")

    assert "\x1b" not in capsys.readouterr().err
