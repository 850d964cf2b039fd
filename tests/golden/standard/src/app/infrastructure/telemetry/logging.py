"""One pipeline for all logs: those of the service and those of its libraries."""

import datetime as dt
import logging
import os
import sys
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog
from pydantic_core import to_json
from structlog.typing import Processor, WrappedLogger

from app.application.correlation import REQUEST_ID
from app.infrastructure.telemetry.redaction import redact
from app.infrastructure.telemetry.settings import LoggingSettings

Event = MutableMapping[str, Any]


def configure_logging(settings: LoggingSettings) -> None:
    """Send everything to standard error, in the form and from the level that the settings ask for."""
    level = logging.getLevelNamesMapping()[settings.level.upper()]
    render = _RENDERERS[settings.format]()
    structlog.configure(
        processors=[*_SHARED, structlog.processors.format_exc_info, render],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_formatter(render))
    logging.basicConfig(handlers=[handler], level=level, force=True)
    logging.getLogger("alembic").setLevel(max(level, logging.WARNING))
    logging.captureWarnings(capture=True)


def _formatter(render: Processor) -> logging.Formatter:
    def render_text(logger: WrappedLogger, method: str, event: Event) -> str:
        rendered = render(logger, method, event)
        return rendered.decode() if isinstance(rendered, bytes) else str(rendered)

    return structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=[structlog.stdlib.add_logger_name, *_SHARED],
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            structlog.processors.format_exc_info,
            render_text,
        ],
    )


def _add_request_id(_logger: object, _method: str, event: Event) -> Event:
    request_id = REQUEST_ID.get()
    if request_id:
        event["request_id"] = request_id
    return event


def _make_json_renderer() -> Processor:
    return _render_json


def _render_json(_logger: object, _method: str, event: Event) -> bytes:
    # The serialiser writes times faster than any processor could: this runs for every request.
    event["timestamp"] = dt.datetime.now(dt.UTC)
    try:
        return to_json(event, fallback=repr, inf_nan_mode="strings")
    except ValueError:
        # Bytes and lone surrogates have no form in JSON; a log line must not break a request.
        return to_json({name: _ascii(value) for name, value in event.items()})


def _ascii(value: object) -> str:
    return str(value).encode("ascii", "backslashreplace").decode()


def _make_console_renderer() -> Processor:
    colors = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    add_timestamp = structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False)
    # Tracebacks without the values of local variables, which may be secrets.
    render = structlog.dev.ConsoleRenderer(
        colors=colors,
        exception_formatter=structlog.dev.plain_traceback,
    )

    def render_bytes(logger: WrappedLogger, method: str, event: Event) -> bytes:
        stamped = add_timestamp(logger, method, event)
        return render(logger, method, stamped).encode("utf-8", "replace")

    return render_bytes


_SHARED: list[Processor] = [
    _add_request_id,
    structlog.processors.add_log_level,
    redact,
]
_RENDERERS: dict[str, Callable[[], Processor]] = {
    "console": _make_console_renderer,
    "json": _make_json_renderer,
}
