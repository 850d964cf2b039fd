"""What happens to entities as messages, both ways."""

from collections.abc import AsyncIterator, Callable
from contextlib import aclosing
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from google.protobuf.message import Message

from app.application.ports.events import Event, Published, Reached
from app.domain.errors import FieldError, Invalid
from app.domain.events import Change
from app.protocol import codecs
from app.protocol.converter import Converter

Request = TypeVar("Request", bound=Message)
Response = TypeVar("Response", bound=Message)

# The use case of a service.
Watch: TypeAlias = Callable[[UUID | None], AsyncIterator[Published[Event] | Reached]]


@dataclass(frozen=True, kw_only=True)
class ChangeConverter(Generic[Event, Request, Response]):
    """Which classes belong together, and the field of the response that has the entity."""

    converter: Converter[Any, Any, Any, Any]
    event: type[Event]
    request: type[Request]
    response: type[Response]
    field: str

    async def to_messages(self, watch: Watch[Event], request: Request) -> AsyncIterator[Response]:
        """Tell what a client asks for; raise `Invalid`, and what `watch` raises."""
        events: Any = watch(_read_after(request))
        # Who goes away is forgotten at once, not when memory is tidied up.
        async with aclosing(events):
            async for published in events:
                yield self._to_message(published)

    async def to_events(
        self, call: Callable[[Message], AsyncIterator[Response]], after: UUID | None
    ) -> AsyncIterator[Published[Event] | Reached]:
        """Ask another process and read what it tells."""
        messages: Any = call(self.request(after=str(after or "")))
        async with aclosing(messages):
            async for message in messages:
                yield self._to_event(message)

    def _to_message(self, published: Published[Event] | Reached) -> Response:
        if isinstance(published, Reached):
            return self.response(event_id=str(published.id))
        event: Any = published.event
        return self.response(
            event_id=str(published.id),
            change=self._change.write(event.change),
            **{self.field: self.converter.to_message(event.entity)},
        )

    def _to_event(self, message: Any) -> Published[Event] | Reached:  # noqa: ANN401 - a response
        identity = codecs.read_identifier(message.event_id)
        if not message.change:
            return Reached(id=identity)
        make: Any = self.event
        event = make(
            change=self._change.read(message.change),
            entity=self.converter.to_entity(getattr(message, self.field)),
        )
        return Published(id=identity, event=event)

    @cached_property
    def _change(self) -> codecs.Codec:
        return codecs.choice(Change, self.response.DESCRIPTOR.enum_types_by_name["Change"])


def _read_after(request: Any) -> UUID | None:  # noqa: ANN401 - any message with the field
    try:
        return codecs.read_identifier(request.after) if request.after else None
    except ValueError as error:
        problem = FieldError("after", "malformed", str(error))
        raise Invalid(f"after {error}", fields=[problem]) from None
