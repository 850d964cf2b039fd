"""The codecs of all kinds of events, made when they are needed."""

from typing import Any

from app.application.ports.events import Event
from app.infrastructure.events.codec import EventCodec


class Codecs:
    """Makes one codec per kind: that takes milliseconds."""

    def __init__(self) -> None:
        self._made: dict[type[Any], EventCodec[Any]] = {}

    def of(self, event: type[Event]) -> EventCodec[Event]:
        """Return the codec of a kind."""
        found = self._made.get(event)
        if found is None:
            found = self._made[event] = EventCodec(event)
        return found
