"""The same rpcs for browsers, on the port of HTTP: the protocols Connect and gRPC-Web.

Browsers cannot speak gRPC itself: they show no trailers to scripts.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import aclosing, contextmanager
from typing import Any, TypeAlias

from connectrpc.code import Code
from connectrpc.compat import google_protobuf_codecs
from connectrpc.errors import ConnectError, ErrorDetail
from connectrpc.method import IdempotencyLevel, MethodInfo, StreamType
from connectrpc.server import ConnectASGIApplication, Endpoint
from protobuf.wkt import Any as Packed
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from app.application.correlation import remaining
from app.domain.errors import RateLimited, Timeout
from app.interfaces.grpc.endless import AtStop, taken, until_stopped
from app.interfaces.grpc.failures import describe
from app.interfaces.grpc.rpcs import Rpc, Servicer, find_rpcs

# What scripts of other origins send and read, beyond what other requests do.
REQUEST_HEADERS = (
    "connect-protocol-version",
    "connect-timeout-ms",
    "grpc-timeout",
    "x-grpc-web",
    "x-user-agent",
)
RESPONSE_HEADERS = ("grpc-message", "grpc-status", "grpc-status-details-bin")

# Breaks the connection of a request.
Break: TypeAlias = Callable[[Scope], Awaitable[None]]


class WebRoute(BaseRoute):
    """Every rpc, at the path that gRPC gives it."""

    path_format = "/{service}/{method}"

    def __init__(
        self,
        servicers: Sequence[Servicer],
        *,
        max_message_size: int,
        at_stop: AtStop,
        break_connection: Break,
    ) -> None:
        rpcs = [rpc for servicer in servicers for rpc in find_rpcs(servicer)]
        self._patience = {rpc.path: rpc.patience for rpc in rpcs if rpc.is_endless}
        self.endless = list(self._patience)
        self._break_connection = break_connection
        self._endpoints = {rpc.path: _endpoint(rpc, at_stop) for rpc in rpcs}
        self._app: ASGIApp = _Rpcs(self._endpoints, max_message_size)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Look the path up."""
        if scope["type"] == "http" and scope["path"] in self._endpoints:
            return Match.FULL, {"route": self}
        return Match.NONE, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer in the protocol of the request."""
        patience = self._patience.get(scope["path"])
        if patience is None:
            await self._app(scope, receive, send)
            return
        try:
            await self._app(scope, receive, lambda message: taken(send(message), patience=patience))
        except RateLimited:
            await self._break_connection(scope)


class _Rpcs(ConnectASGIApplication[Mapping[str, Any]]):
    def __init__(self, endpoints: Mapping[str, Any], max_message_size: int) -> None:
        super().__init__(
            service=endpoints,
            endpoints=lambda service: service,
            read_max_bytes=max_message_size,
            codecs=google_protobuf_codecs(),
        )

    @property
    def path(self) -> str:
        return "/"


def _endpoint(rpc: Rpc, at_stop: AtStop) -> Endpoint[Any, Any]:
    safe, unknown = IdempotencyLevel.NO_SIDE_EFFECTS, IdempotencyLevel.UNKNOWN
    service, name = rpc.path.lstrip("/").split("/")
    info: MethodInfo[Any, Any] = MethodInfo(
        name=name,
        service_name=service,
        input=rpc.request,
        output=rpc.response,
        idempotency_level=safe if rpc.is_safe else unknown,
        stream_type=StreamType.SERVER_STREAM if rpc.is_stream else StreamType.UNARY,
    )
    if rpc.is_stream:
        return Endpoint.server_stream(info, _stream(rpc, at_stop))
    return Endpoint.unary(info, _unary(rpc))


def _unary(rpc: Rpc) -> Callable[[Any, object], Awaitable[Any]]:
    async def call(request: Any, _: object) -> Any:  # noqa: ANN401 - messages of any rpc
        with _refusals():
            return await rpc.method(request)

    return call


def _stream(rpc: Rpc, at_stop: AtStop) -> Callable[[Any, object], AsyncIterator[Any]]:
    async def call(request: Any, _: object) -> AsyncIterator[Any]:  # noqa: ANN401
        told: Any = rpc.method(request)
        if rpc.is_endless:
            told = until_stopped(told, at_stop)
        with _refusals():
            # Who goes away is forgotten at once, not when memory is tidied up.
            async with aclosing(told):
                async for response in told:
                    yield response

    return call


@contextmanager
def _refusals() -> Iterator[None]:
    """Say in the words of Connect why there is no answer."""
    try:
        yield
    except asyncio.CancelledError as error:
        if remaining(at_most=1) > 0:
            raise  # the client has gone
        raise _refusal(Timeout("The call took too long.")) from error
    except Exception as error:
        raise _refusal(error) from error


def _refusal(error: Exception) -> ConnectError:
    code, status = describe(error)
    details = [
        ErrorDetail(Packed(type_url=detail.type_url, value=detail.value))
        for detail in status.details
    ]
    return ConnectError(Code(code.name.lower()), status.message, details)
