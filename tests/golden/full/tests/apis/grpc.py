"""The service over gRPC, as a client in any language sees it: a real server, a real channel."""

from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from functools import partial
from pathlib import Path
from typing import Any, cast

import grpc
from google.protobuf.message import Message
from google.protobuf.message_factory import GetMessageClass
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo
from google.rpc.status_pb2 import Status

from app.bootstrap.backend import make_backend
from app.bootstrap.companions.grpc import open_companion
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings
from app.protocol import messages
from tests.api import Body, Category, Listing, OpenApi, Query, Refused
from tests.messages import JsonShape

_CATEGORIES = {
    grpc.StatusCode.INVALID_ARGUMENT: Category.INVALID,
    grpc.StatusCode.NOT_FOUND: Category.NOT_FOUND,
    grpc.StatusCode.ALREADY_EXISTS: Category.CONFLICT,
    grpc.StatusCode.FAILED_PRECONDITION: Category.CONFLICT,
    grpc.StatusCode.ABORTED: Category.STALE,
}


def serving_api(settings: Settings, _folder: Path) -> AbstractContextManager[OpenApi]:
    """Return what makes a server for each test."""
    return nullcontext(partial(open_api, settings))


@asynccontextmanager
async def open_api(settings: Settings) -> AsyncIterator["GrpcApi"]:
    """Serve the whole service on a port that is free; yield it as clients of gRPC see it."""
    free = settings.model_copy(update={"grpc": settings.grpc.model_copy(update={"port": 0})})
    backend = make_backend(free)
    async with (
        backend.open(),
        open_companion(free, backend) as port,
        grpc.aio.insecure_channel(f"127.0.0.1:{port}") as channel,
    ):
        yield GrpcApi(channel)


class GrpcApi:
    """Implements `Api`."""

    def __init__(self, channel: grpc.aio.Channel) -> None:
        self._channel = channel
        converters = discover_modules(messages.__name__, attribute="CONVERTER")
        self._shapes = {name: JsonShape(converter) for name, converter in converters.items()}

    async def create(self, name: str, body: Body) -> Body:
        """Return what was created."""
        shape = self._shapes[name]
        request = {name: shape.write(body), **shape.nulls(body)}
        return shape.read(await self._call(name, "Create", **request))

    async def get(self, name: str, identity: str) -> Body:
        """Return one."""
        return self._shapes[name].read(await self._call(name, "Get", id=identity))

    async def list(self, name: str, query: Query) -> Listing:
        """Return a part of the list."""
        page: Any = await self._call(
            name,
            "List",
            page_size=query.limit,
            page_token=query.cursor,
            skip=query.offset,
            order_by="id desc" if query.newest_first else None,
            filter=" AND ".join(f'{field} {sign} "{text}"' for field, sign, text in query.where),
        )
        items = getattr(page, page.DESCRIPTOR.fields[0].name)
        return Listing(
            items=[self._shapes[name].read(item) for item in items],
            cursor=page.next_page_token or None,
            total=page.total_size if page.HasField("total_size") else None,
        )

    async def update(
        self, name: str, identity: str, changes: Body, *, version: int | None = None
    ) -> Body:
        """Change what is given."""
        shape = self._shapes[name]
        message = shape.write({**changes, "id": identity, "version": version})
        request = {name: message, "update_mask": {"paths": sorted(changes)}}
        return shape.read(await self._call(name, "Update", **request))

    async def delete(self, name: str, identity: str, *, version: int | None = None) -> None:
        """Delete one."""
        await self._call(name, "Delete", id=identity, version=version)

    async def act(self, name: str, identity: str, verb: str, *, version: int | None = None) -> Body:
        """Do what only some can do."""
        done = await self._call(name, verb.capitalize(), id=identity, version=version)
        return self._shapes[name].read(done)

    async def _call(self, name: str, verb: str, **fields: Any) -> Message:
        service = self._shapes[name].service
        [method] = [one for one in service.methods if one.name.startswith(verb)]
        request = GetMessageClass(method.input_type)
        call = self._channel.unary_unary(
            f"/{service.full_name}/{method.name}",
            request_serializer=request.SerializeToString,
            response_deserializer=GetMessageClass(method.output_type).FromString,
        )
        try:
            return await call(request(**fields))
        except grpc.aio.AioRpcError as error:
            raise _refused(error) from None


def _refused(error: grpc.aio.AioRpcError) -> Refused:
    assert error.code() in _CATEGORIES, error
    [details] = [value for key, value in error.trailing_metadata() or () if key.endswith("-bin")]
    info, request = ErrorInfo(), BadRequest()
    for detail in Status.FromString(cast("bytes", details)).details:
        detail.Unpack(info)
        detail.Unpack(request)
    fields = tuple(violation.field for violation in request.field_violations)
    return Refused(_CATEGORIES[error.code()], info.reason.lower(), fields)
