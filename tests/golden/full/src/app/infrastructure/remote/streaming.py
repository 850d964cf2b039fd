"""Calls to other processes that are answered by many messages."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from typing import Any, TypeAlias, TypeVar

import grpc
from google.protobuf.message import Message

from app.infrastructure.remote.channel import CoreChannel, failure_of, metadata
from app.infrastructure.remote.understanding import understanding

Event = TypeVar("Event")
Response = TypeVar("Response", bound=Message)
StreamCall: TypeAlias = Callable[[Message], AsyncIterator[Response]]


def stream(channel: CoreChannel, path: str, response: type[Response]) -> StreamCall[Response]:
    """Return what makes a call, which lasts until one side ends it.

    It raises the error that the service raised; `Unavailable` where none answers any more. Nothing
    is read ahead but what gRPC lets the other process send until somebody takes it.
    """

    async def call(request: Message) -> AsyncIterator[Response]:
        method = channel.dialled.unary_stream(
            path,
            request_serializer=type(request).SerializeToString,
            response_deserializer=response.FromString,
        )
        answers: Any = method(request, metadata=metadata())
        try:
            async for answer in answers:
                yield answer
        except grpc.aio.AioRpcError as error:
            raise failure_of(error) from error
        finally:
            answers.cancel()

    return call


async def each_understood(events: AsyncIterator[Event]) -> AsyncIterator[Event]:
    """Yield what answers are read as; raise `Unavailable` where this process is too old for one."""
    read: Any = events
    async with aclosing(read):
        with understanding():
            async for event in read:
                yield event
