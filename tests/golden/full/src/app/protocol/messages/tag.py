"""Tags as messages."""

from app.application.services.tag.commands import (
    CreateTag,
    UpdateTag,
)
from app.domain.entities.tag.entity import (
    Tag,
)
from app.domain.entities.tag.events import (
    TagChanged,
)
from app.protocol import codecs
from app.protocol.changes import ChangeConverter
from app.protocol.converter import Converter
from app.protocol.fields import MessageField
from app.v1 import (
    tag_pb2 as messages,
)

CONVERTER = Converter(
    entity=Tag,
    message=messages.Tag,
    create=CreateTag,
    update=UpdateTag,
    fields={
        "label": MessageField(
            codec=codecs.PLAIN,
            required=True,
        ),
    },
)

CHANGES = ChangeConverter(
    converter=CONVERTER,
    event=TagChanged,
    request=messages.WatchTagsRequest,
    response=messages.WatchTagsResponse,
    field="tag",
)
