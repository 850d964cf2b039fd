"""The setting `events.send_timeout` is for those who watch over gRPC too."""

import asyncio
from typing import Any

import pytest
from starlette.types import Message, Scope
from structlog.testing import capture_logs

from app.bootstrap.backend import Backend
from app.bootstrap.companions.grpc import make_addition
from app.bootstrap.settings import Settings
from tests.integration.grpc.watching.watcher import NAMES, PATIENCE, path_of

REQUEST = b"\x00\x00\x00\x00\x02{}"
HEADERS = [(b"content-type", b"application/connect+json")]


@pytest.mark.parametrize("name", NAMES[:1])
async def test_who_takes_nothing_for_so_long_is_cut_off(
    name: str, settings: Settings, backend: Backend
) -> None:
    events = settings.events.model_copy(update={"send_timeout": 0.25})
    addition = make_addition(settings.model_copy(update={"events": events}), backend)
    [route] = addition.routes
    requests = iter([{"type": "http.request", "body": REQUEST, "more_body": False}])

    async def receive() -> Any:
        for request in requests:
            return request
        return await asyncio.Event().wait()

    async def take_nothing(_: Message) -> None:
        await asyncio.Event().wait()

    scope: Scope = {
        "type": "http",
        "http_version": "1.1",
        "scheme": "http",
        "method": "POST",
        "path": path_of(name),
        "root_path": "",
        "query_string": b"",
        "headers": HEADERS,
        "client": None,
    }
    with capture_logs() as lines:
        async with asyncio.timeout(PATIENCE):
            await route.handle(scope, receive, take_nothing)

    assert [line for line in lines if line["event"] == "slow_client_cut_off"] == [
        {"event": "slow_client_cut_off", "log_level": "warning", "seconds": 0.25}
    ]
