"""Calls to other processes: deadline and request id go along, failures come back."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Collection, Sequence
from contextlib import asynccontextmanager
from typing import Any, TypeAlias, TypeVar

import grpc
import structlog
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.message import Message

from app.application.correlation import REQUEST_ID, remaining
from app.domain.errors import DomainError
from app.infrastructure.remote.dialing import dial
from app.infrastructure.remote.renewal import renewing
from app.infrastructure.remote.settings import CoreSettings
from app.infrastructure.remote.understanding import version_mismatch
from app.protocol.statuses import DETAILS, to_error

# A year, as streams may last; gRPC wants a number of seconds.
_AS_LONG_AS_CALLS_RUN = 365 * 86_400.0

_log = structlog.stdlib.get_logger()

Response = TypeVar("Response", bound=Message)
UnaryCall: TypeAlias = Callable[[Message], Awaitable[Response]]


class CoreChannel:
    """The connections to the core. Calls are made while it is open."""

    def __init__(self, settings: CoreSettings, services: Collection[ServiceDescriptor]) -> None:
        self._settings = settings
        self._services = services
        self._dialled: grpc.aio.Channel | None = None
        self._methods: dict[str, Any] = {}
        self._retired: set[asyncio.Task[None]] = set()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Connect, in the event loop that is running."""
        encrypted = self._settings.tls.ca is not None
        _log.info("calling_core", address=self._settings.address, encrypted=encrypted)
        try:
            async with renewing(self._settings.tls, self._dial):
                yield
        finally:
            for closing in self._retired:
                closing.cancel()
            self._methods.clear()
            if self._dialled is not None:
                await self._dialled.close()
            self._dialled = None

    @property
    def dialled(self) -> grpc.aio.Channel:
        """Return what gRPC makes calls through."""
        if self._dialled is None:
            raise RuntimeError("the channel is not open")
        return self._dialled

    def unary(self, path: str, response: type[Response]) -> UnaryCall[Response]:
        """Return what makes a call.

        It raises the error that the service raised; `Unavailable` where none answers; `Timeout`
        when the time limit of calls, or of the request being answered, is over.
        """

        async def call(request: Message) -> Response:
            method = self._methods.get(path) or self._find(path, response)
            try:
                answer: Response = await method(
                    request,
                    timeout=remaining(at_most=self._settings.request_timeout),
                    metadata=metadata(),
                )
            except grpc.aio.AioRpcError as error:
                raise failure_of(error) from error
            return answer

        return call

    def _dial(self) -> None:
        """Make further calls through new connections; those that run end on the old ones."""
        old, self._dialled = self._dialled, dial(self._settings, self._services)
        self._methods.clear()
        if old is not None:
            closing = asyncio.create_task(old.close(_AS_LONG_AS_CALLS_RUN))
            self._retired.add(closing)
            closing.add_done_callback(self._retired.discard)

    def _find(self, path: str, response: type[Message]) -> Any:  # noqa: ANN401 - untyped there
        method = self.dialled.unary_unary(
            path,
            request_serializer=_serialize,
            response_deserializer=response.FromString,
        )
        self._methods[path] = method
        return method


def metadata() -> Sequence[tuple[str, str]]:
    """Return what goes along with a call."""
    request_id = REQUEST_ID.get()
    return (("x-request-id", request_id),) if request_id else ()


def failure_of(error: grpc.aio.AioRpcError) -> DomainError:
    """Return the error that the service raised."""
    if error.code() is grpc.StatusCode.UNIMPLEMENTED:
        return version_mismatch("core_older_than_gateway", problem=error.details() or "")
    return to_error(error.code(), error.details() or "", _details(error))


def _serialize(message: Message) -> bytes:
    return message.SerializeToString()


def _details(error: grpc.aio.AioRpcError) -> bytes | None:
    trailing: Any = error.trailing_metadata() or ()
    return next((value for name, value in trailing if name == DETAILS), None)
