"""The service of tags, in another process."""

from collections.abc import AsyncIterator
from uuid import UUID

from google.protobuf.empty_pb2 import Empty

from app.application.ports.events import Published, Reached
from app.application.services.tag.commands import (
    CreateTag,
    UpdateTag,
)
from app.application.services.tag.listing import (
    FIELDS,
)
from app.application.services.tag.service import (
    TagService,
)
from app.domain import paging
from app.domain.entities.tag.entity import (
    Tag,
    TagId,
)
from app.domain.entities.tag.events import (
    TagChanged,
)
from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.streaming import each_understood, stream
from app.infrastructure.remote.understanding import understood
from app.protocol.listing import read_page, write_page_request
from app.protocol.messages.tag import (
    CHANGES,
    CONVERTER,
)
from app.v1 import (
    tag_pb2 as messages,
)

SERVICE = messages.DESCRIPTOR.services_by_name["TagService"]
_PATH = f"/{SERVICE.full_name}/"

_to_entity = understood(CONVERTER.to_entity)


class RemoteTagService(TagService):
    """Each method is an rpc; it raises what the service there raised."""

    def __init__(
        self,
        channel: CoreChannel,
    ) -> None:
        self._get = channel.unary(
            _PATH + "GetTag",
            messages.Tag,
        )
        self._list = channel.unary(
            _PATH + "ListTags",
            messages.ListTagsResponse,
        )
        self._create = channel.unary(
            _PATH + "CreateTag",
            messages.Tag,
        )
        self._update = channel.unary(
            _PATH + "UpdateTag",
            messages.Tag,
        )
        self._delete = channel.unary(
            _PATH + "DeleteTag",
            Empty,
        )
        self._watch = stream(
            channel,
            _PATH + "WatchTags",
            messages.WatchTagsResponse,
        )

    async def get(
        self,
        identity: TagId,
    ) -> Tag:
        """Call `GetTag`."""
        request = messages.GetTagRequest(id=str(identity))
        return _to_entity(await self._get(request))

    async def list(
        self,
        request: paging.PageRequest,
    ) -> paging.Page[Tag]:
        """Call `ListTags`."""
        answer = await self._list(
            messages.ListTagsRequest(
                **write_page_request(FIELDS, request),
            ),
        )
        found = answer.tags
        return read_page(tuple(_to_entity(item) for item in found), answer)

    async def create(
        self,
        command: CreateTag,
    ) -> Tag:
        """Call `CreateTag`."""
        request = messages.CreateTagRequest(
            tag=CONVERTER.from_create(command),
        )
        return _to_entity(await self._create(request))

    async def update(
        self,
        identity: TagId,
        command: UpdateTag,
        *,
        expected_version: int | None = None,
    ) -> Tag:
        """Call `UpdateTag`."""
        message, mask = CONVERTER.from_update(identity, command, expected_version)
        request = messages.UpdateTagRequest(
            tag=message,
            update_mask=mask,
        )
        return _to_entity(await self._update(request))

    async def delete(
        self,
        identity: TagId,
        *,
        expected_version: int | None = None,
    ) -> None:
        """Call `DeleteTag`."""
        await self._delete(
            messages.DeleteTagRequest(
                id=str(identity),
                version=expected_version,
            ),
        )

    def watch(
        self,
        after: UUID | None = None,
    ) -> AsyncIterator[Published[TagChanged] | Reached]:
        """Call `WatchTags`."""
        return each_understood(CHANGES.to_events(self._watch, after))


def make_service(
    channel: CoreChannel,
) -> TagService:
    """Return the service, which calls through the channel."""
    return RemoteTagService(channel)
