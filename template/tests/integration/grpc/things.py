"""A service that succeeds or fails in each way, as small as can be, behind a real server."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager, contextmanager
from functools import partial
from typing import Any

import grpc
from google.protobuf.descriptor import ServiceDescriptor
from google.protobuf.descriptor_pb2 import FileDescriptorProto
from google.protobuf.descriptor_pool import Default
from google.protobuf.wrappers_pb2 import DESCRIPTOR as WRAPPERS
from google.protobuf.wrappers_pb2 import StringValue

from app.application.correlation import REQUEST_ID
from app.application.ports.readiness import ReadinessCheck
from app.domain.errors import Conflict, FieldError, Invalid, StaleVersion, Unavailable
from app.interfaces.grpc.endless import PATIENCE
from app.interfaces.grpc.rpcs import Servicer
from app.interfaces.grpc.server import serving
from app.interfaces.grpc.settings import GrpcSettings

# What takes most room in metadata.
LONG = "😀" * 20_000
FAILURES: Mapping[str, Exception] = {
    "taken": Conflict("taken", fields=[FieldError("number", "taken", "is taken")]),
    "long": Invalid(LONG, fields=[FieldError(LONG, "unknown", LONG)] * 200),
    "stale": StaleVersion("somebody was quicker"),
    "down": Unavailable("the database does not answer"),
    "bug": ZeroDivisionError("hunter2"),
}
FLOOD = "x" * 100_000
TRANSPORTS = ("native", "grpcio")


def declare_things() -> ServiceDescriptor:
    """Return what a `.proto` would declare."""
    text = f".{StringValue.DESCRIPTOR.full_name}"
    file = FileDescriptorProto(name="things.proto", package="tests", dependency=[WRAPPERS.name])
    service = file.service.add(name="ThingService")
    service.method.add(name="GetThing", input_type=text, output_type=text)
    service.method.add(
        name="StreamThings", input_type=text, output_type=text, server_streaming=True
    )
    service.method.add(name="WatchThings", input_type=text, output_type=text, server_streaming=True)
    pool = Default()
    pool.AddSerializedFile(file.SerializeToString())
    found: ServiceDescriptor = pool.FindServiceByName("tests.ThingService")
    return found


class Things:
    """Answers with what it is sent, unless that is the name of something else."""

    def __init__(self) -> None:
        self.started = asyncio.Event()
        self.finish = asyncio.Event()
        self.cancelled = asyncio.Event()
        # One for each stream that has come to its end.
        self.left = asyncio.Semaphore(0)

    async def get_thing(self, request: StringValue) -> StringValue:
        """Fail, wait until `finish`, or answer."""
        if request.value in FAILURES:
            raise FAILURES[request.value]
        if request.value == "wait":
            await self._wait()
        if request.value == "request id":
            return StringValue(value=REQUEST_ID.get())
        return request

    async def stream_things(self, request: StringValue) -> AsyncIterator[StringValue]:
        """Answer twice, and then as `get_thing` does."""
        yield StringValue(value="first")
        yield StringValue(value="second")
        yield await self.get_thing(request)

    async def watch_things(self, request: StringValue) -> AsyncIterator[StringValue]:
        """Answer once, and then as `get_thing` does; `flood` answers without an end."""
        yield StringValue(value="first")
        try:
            while request.value == "flood":
                yield StringValue(value=FLOOD)
            yield await self.get_thing(request)
        finally:
            self.left.release()

    async def _wait(self) -> None:
        self.started.set()
        try:
            await self.finish.wait()
        except asyncio.CancelledError:
            self.cancelled.set()
            raise


THINGS = declare_things()


class Stop:
    """Stands for the signals of a process."""

    def __init__(self) -> None:
        self._calls: list[Callable[[], object]] = []

    @contextmanager
    def calling(self, call: Callable[[], object]) -> Iterator[None]:
        """Call when it is told to stop, while the context is open."""
        self._calls.append(call)
        try:
            yield
        finally:
            self._calls.remove(call)

    def tell(self) -> None:
        """Tell it to stop."""
        for call in list(self._calls):
            call()


@asynccontextmanager
async def served(
    things: Things | None = None,
    *,
    readiness: Sequence[ReadinessCheck] = (),
    patience: float = PATIENCE,
    stop: Stop | None = None,
    port: int = 0,
    **settings: Any,
) -> AsyncIterator[int]:
    """Serve things while the context is open, on the port that is yielded, a free one by default."""
    placed = GrpcSettings(**settings).model_copy(update={"port": port})
    servicer = Servicer(THINGS, things or Things(), patience)
    at_stop = (stop or Stop()).calling
    async with serving(
        servicers=[servicer], settings=placed, at_stop=at_stop, readiness=readiness
    ) as opened:
        yield opened


@asynccontextmanager
async def running(things: Things | None = None, **given: Any) -> AsyncIterator[grpc.aio.Channel]:
    """Serve things, and yield a channel to them."""
    async with (
        served(things, **given) as port,
        grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        yield channel


def get(channel: grpc.aio.Channel, text: str, **options: Any) -> Any:
    """Call `GetThing`."""
    call: Any = channel.unary_unary(
        "/tests.ThingService/GetThing",
        request_serializer=StringValue.SerializeToString,
        response_deserializer=StringValue.FromString,
    )
    return call(StringValue(value=text), **options)


def stream(channel: grpc.aio.Channel, text: str, *, rpc: str = "Stream", **options: Any) -> Any:
    """Call `StreamThings`, or another rpc that answers more than once."""
    call: Any = channel.unary_stream(
        f"/tests.ThingService/{rpc}Things",
        request_serializer=StringValue.SerializeToString,
        response_deserializer=StringValue.FromString,
    )
    return call(StringValue(value=text), **options)


watch = partial(stream, rpc="Watch")
