"""Changes over WebSockets (RFC 6455), for clients that have them and no Server-Sent Events."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

import structlog
from fastapi.exceptions import RequestValidationError
from pydantic import TypeAdapter, ValidationError
from starlette.responses import Response
from starlette.routing import WebSocketRoute
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from app.application.ports.events import Reached
from app.domain.errors import DomainError
from app.interfaces.http.breaking import break_connection
from app.interfaces.http.changes.changes import Changes, Told
from app.interfaces.http.changes.origins import require_origin
from app.interfaces.http.changes.streams import SlowReaderError, Stream, Streams
from app.interfaces.http.failures import answer, describe
from app.interfaces.http.problems import phrase

# Section 7.4.1, and the registry of IANA.
_POLICY_VIOLATION: Final = 1008
_INTERNAL_ERROR: Final = 1011
_SERVICE_RESTART: Final = 1012
_TRY_AGAIN_LATER: Final = 1013
_SERVER_ERROR: Final = 500
_UNAVAILABLE: Final = 503

_DENIAL: Final = "websocket.http.response"
_AFTER: TypeAdapter[UUID | None] = TypeAdapter(UUID | None)

_log = structlog.stdlib.get_logger()


def make_route(changes: Changes[Any], streams: Streams, origins: Collection[str]) -> WebSocketRoute:
    """Return the route that tells of changes."""
    return WebSocketRoute(changes.path, ChangesSocket(streams, changes, origins))


class ChangesSocket:
    """Sends changes until there is nobody to tell, or the process is told to stop."""

    def __init__(self, streams: Streams, changes: Changes[Any], origins: Collection[str]) -> None:
        self._streams = streams
        self._changes = changes
        self._origins = origins

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Begin to watch, then accept: what is wrong is answered as over HTTP until then."""
        websocket = WebSocket(scope, receive, send)
        try:
            require_origin(websocket.headers, self._origins)
            async with self._streams.open(self._changes, _after(websocket)) as stream:
                await websocket.accept()
                await _run(stream, websocket)
        except SlowReaderError:
            await break_connection(scope)
        except WebSocketDisconnect:
            return
        except Exception as error:
            if websocket.application_state is not WebSocketState.CONNECTING:
                _log.exception("stream_interrupted")
                raise
            await _refuse(websocket, answer(error))


def to_message(told: Told | Reached) -> str:
    """Write a change, or a sign of life.

    That is a message and no ping, which pages cannot see: they notice by it that a connection is
    dead.
    """
    if isinstance(told, Reached):
        return f'{{"id":"{told.id}","change":null,"entity":null}}'
    return f'{{"id":"{told.id}","change":"{told.change}","entity":{told.entity.decode()}}}'


async def _run(stream: Stream, websocket: WebSocket) -> None:
    async def write(told: Told | Reached) -> None:
        await websocket.send_text(to_message(told))

    code = _SERVICE_RESTART
    try:
        await stream.send(write(Reached(id=stream.begin)))
        await stream.run(write, _until_gone(websocket))
    except DomainError as error:
        code = _code_of(describe(error).status)
    if websocket.client_state is WebSocketState.CONNECTED:
        await stream.send(websocket.close(code))


async def _until_gone(websocket: WebSocket) -> None:
    """Wait for the end; what the client says is not listened to."""
    while (await websocket.receive())["type"] != "websocket.disconnect":
        continue


async def _refuse(websocket: WebSocket, response: Response) -> None:
    if _DENIAL in websocket.scope.get("extensions", {}):
        await websocket.send_denial_response(response)
        return
    status = response.status_code
    await websocket.close(_code_of(status), phrase(status))


def _code_of(status: int) -> int:
    """Return the code of RFC 6455 for a status of HTTP."""
    if status < _SERVER_ERROR:
        return _POLICY_VIOLATION
    return _INTERNAL_ERROR if status < _UNAVAILABLE else _TRY_AGAIN_LATER


def _after(websocket: WebSocket) -> UUID | None:
    try:
        return _AFTER.validate_python(websocket.query_params.get("after") or None)
    except ValidationError as error:
        errors = [{**one, "loc": ("query", "after")} for one in error.errors()]
        raise RequestValidationError(errors) from error
