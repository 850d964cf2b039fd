"""Calls an ASGI application as a server does, message by message."""

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

JSON = (("content-type", "application/json"),)


@dataclass(slots=True)
class Answer:
    """What the application sent."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    def json(self) -> Any:
        """Return the body as a document."""
        return json.loads(self.body)

    async def take(self, message: Message) -> None:
        """Be the `send` of the application."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self.body += message.get("body", b"")


async def call(
    app: ASGIApp,
    method: str = "GET",
    path: str = "/",
    *,
    headers: Sequence[tuple[str, str]] = (),
    chunks: Sequence[bytes] = (b"",),
    scheme: str = "http",
) -> Answer:
    """Send one request, its body in chunks, and return the answer."""
    path, _, query = path.partition("?")
    scope: Scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": query.encode(),
        "scheme": scheme,
        "headers": [(name.encode(), value.encode()) for name, value in headers],
    }
    answer = Answer()
    await app(scope, _receiver(chunks), answer.take)
    return answer


def _receiver(chunks: Sequence[bytes]) -> Receive:
    waiting = list(chunks)

    async def receive() -> Message:
        if not waiting:
            # A client that waits for its answer says nothing more.
            await asyncio.Event().wait()
        return {"type": "http.request", "body": waiting.pop(0), "more_body": bool(waiting)}

    return receive


async def answer_ok(_scope: Scope, receive: Receive, send: Send) -> None:
    """Read the whole body, then answer with its length: the simplest application."""
    length = 0
    while True:
        message = await receive()
        length += len(message.get("body", b""))
        if not message.get("more_body"):
            break
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(length).encode()})
