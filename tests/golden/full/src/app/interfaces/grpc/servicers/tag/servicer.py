"""The rpcs of tags: each converts, calls the service, and nothing else."""

from collections.abc import AsyncIterator

from google.protobuf.empty_pb2 import Empty

from app.application.services.tag.listing import (
    FIELDS,
)
from app.application.services.tag.service import (
    TagService,
)
from app.domain.entities.tag.entity import (
    TagId,
)
from app.interfaces.grpc.rpcs import Servicer
from app.interfaces.grpc.streaming import parts
from app.protocol.converter import given_version, read_identity
from app.protocol.listing import next_page_token, read_page_request, read_selection
from app.protocol.messages.tag import (
    CHANGES,
    CONVERTER,
)
from app.v1 import (
    tag_pb2 as messages,
)


def make_servicer(
    service: TagService,
) -> Servicer:
    """Return the rpcs, which call this service."""
    return Servicer(
        messages.DESCRIPTOR.services_by_name["TagService"],
        TagServicer(service),
    )


class TagServicer:
    """One method per rpc."""

    def __init__(
        self,
        service: TagService,
    ) -> None:
        self._service = service

    async def get_tag(
        self,
        request: messages.GetTagRequest,
    ) -> messages.Tag:
        """Return one."""
        identity = TagId(read_identity(request.id))
        return CONVERTER.to_message(await self._service.get(identity))

    async def list_tags(
        self,
        request: messages.ListTagsRequest,
    ) -> messages.ListTagsResponse:
        """Return a part of the list."""
        wanted = read_page_request(FIELDS, request)
        page = await self._service.list(wanted)
        items = [CONVERTER.to_message(item) for item in page.items]
        return messages.ListTagsResponse(
            tags=items,
            next_page_token=next_page_token(FIELDS, wanted, page),
            total_size=page.total,
        )

    async def stream_tags(
        self,
        request: messages.StreamTagsRequest,
    ) -> AsyncIterator[messages.StreamTagsResponse]:
        """Return the whole list, a part at a time."""
        wanted = read_selection(FIELDS, request)
        async for part in parts(self._service.list, wanted, CONVERTER.to_message):
            yield messages.StreamTagsResponse(
                tags=part,
            )

    async def create_tag(
        self,
        request: messages.CreateTagRequest,
    ) -> messages.Tag:
        """Store a new one."""
        command = CONVERTER.to_create(
            request.tag,
        )
        return CONVERTER.to_message(await self._service.create(command))

    async def update_tag(
        self,
        request: messages.UpdateTagRequest,
    ) -> messages.Tag:
        """Change some fields of one."""
        message = request.tag
        changed = await self._service.update(
            TagId(read_identity(message.id)),
            CONVERTER.to_update(message, request.update_mask),
            expected_version=given_version(message),
        )
        return CONVERTER.to_message(changed)

    async def delete_tag(
        self,
        request: messages.DeleteTagRequest,
    ) -> Empty:
        """Delete one."""
        await self._service.delete(
            TagId(read_identity(request.id)),
            expected_version=given_version(request),
        )
        return Empty()

    def watch_tags(
        self,
        request: messages.WatchTagsRequest,
    ) -> AsyncIterator[messages.WatchTagsResponse]:
        """Tell what happens to them."""
        return CHANGES.to_messages(self._service.watch, request)
