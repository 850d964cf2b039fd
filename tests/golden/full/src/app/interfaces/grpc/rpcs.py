"""The rpcs that `proto/` declares, and the methods that answer them."""

import re
from collections.abc import Awaitable, Callable, Iterator
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any, TypeAlias

import grpc
from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from google.protobuf.descriptor_pb2 import MethodOptions
from google.protobuf.message import DecodeError, Message
from google.protobuf.message_factory import GetMessageClass

from app.domain.errors import Invalid
from app.interfaces.grpc.endless import PATIENCE, taken

Context: TypeAlias = "grpc.aio.ServicerContext[Any, Any]"
# Answers one call; what is streamed is written to the context instead of being returned.
Call: TypeAlias = Callable[[Any, Context], Awaitable[Any]]


class UnimplementedRpcError(Exception):
    """A servicer lacks the method of an rpc."""


@dataclass(frozen=True, slots=True)
class Servicer:
    """An object with one method per rpc of a service, called alike: `get_order` for `GetOrder`."""

    service: ServiceDescriptor
    methods: object
    # How long clients of streams without an end may take nothing, in seconds.
    patience: float = PATIENCE


@dataclass(frozen=True, slots=True)
class Rpc:
    """One rpc, with the method that answers it."""

    name: str
    path: str
    request: type[Message]
    response: type[Message]
    method: Callable[[Any], Any]
    is_stream: bool
    is_safe: bool
    patience: float

    @property
    def is_endless(self) -> bool:
        """Return whether only one of both sides ends it: a stream that is called `Watch…`."""
        return self.is_stream and self.name.startswith("Watch")

    async def __call__(self, request: bytes, context: Context) -> Message | None:
        """Answer one call; raise `Invalid` for bytes that are no message."""
        message = self._read(request)
        if not self.is_stream:
            answer: Message = await self.method(message)
            return answer
        # Who goes away is forgotten at once, not when memory is tidied up.
        async with aclosing(self.method(message)) as responses:
            async for response in responses:
                await self._write(response, context)
        return None

    def _read(self, request: bytes) -> Message:
        try:
            return self.request.FromString(request)
        except DecodeError as error:
            name = self.request.DESCRIPTOR.full_name
            raise Invalid(f"The request is no {name}.", code="malformed") from error

    async def _write(self, response: Message, context: Context) -> None:
        if self.is_endless:
            await taken(context.write(response), patience=self.patience)
        else:
            await context.write(response)


def find_rpcs(servicer: Servicer) -> Iterator[Rpc]:
    """Yield every rpc of the service.

    Raises:
        UnimplementedRpcError: names the rpc and the method that is missing.
    """
    for declared in servicer.service.methods:
        name = method_name(declared)
        method = getattr(servicer.methods, name, None)
        if method is None:
            owner = type(servicer.methods)
            raise UnimplementedRpcError(
                f"{owner.__module__}.{owner.__name__} has no method `{name}`,"
                f" which {declared.full_name} in proto/ needs: add it"
            )
        yield Rpc(
            name=declared.name,
            path=f"/{servicer.service.full_name}/{declared.name}",
            request=GetMessageClass(declared.input_type),
            response=GetMessageClass(declared.output_type),
            method=method,
            is_stream=declared.server_streaming,
            is_safe=declared.GetOptions().idempotency_level == MethodOptions.NO_SIDE_EFFECTS,
            patience=servicer.patience,
        )


def method_name(declared: MethodDescriptor) -> str:
    """Return `get_order` for `GetOrder`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", declared.name).lower()
