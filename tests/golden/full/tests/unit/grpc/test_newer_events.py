"""A gateway says that it is too old for what a core tells."""

from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

import pytest
from structlog.testing import capture_logs

from app.application.ports.events import Reached
from app.domain.errors import Unavailable
from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.settings import CoreSettings
from tests.unit.grpc.test_newer_cores import MAKERS

# What happens in newer cores only.
UNKNOWN_CHANGE = 99


class NewerCore(CoreChannel):
    """Tells where it begins, and then of a change that nobody knows here."""

    @property
    def dialled(self) -> Any:
        """Be what gRPC makes calls through."""
        return self

    def unary_stream(
        self, _path: str, *, response_deserializer: Callable[[bytes], Any], **_given: object
    ) -> "Callable[..., Told]":
        """Return what makes a call."""
        begin, change = response_deserializer(b""), response_deserializer(b"")
        begin.event_id, change.event_id = str(uuid4()), str(uuid4())
        change.change = UNKNOWN_CHANGE
        return lambda *_, **__: Told(begin, change)


class Told:
    """A call that is answered more than once."""

    def __init__(self, *answers: Any) -> None:
        self._answers = answers

    async def __aiter__(self) -> AsyncIterator[Any]:
        """Answer."""
        for answer in self._answers:
            yield answer

    def cancel(self) -> None:
        """End, as it has."""


@pytest.mark.parametrize("name", sorted(MAKERS))
async def test_says_and_logs_that_an_event_is_not_understood(name: str) -> None:
    told = MAKERS[name](NewerCore(CoreSettings(), ())).watch()

    assert isinstance(await anext(told), Reached)
    with capture_logs() as lines, pytest.raises(Unavailable) as caught:
        await anext(told)
    assert caught.value.code == "version_mismatch"
    assert [line["event"] for line in lines] == ["core_newer_than_gateway"]
