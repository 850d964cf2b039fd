"""A gateway says that it is too old for what a core has answered."""

from typing import Any
from uuid import uuid4

import pytest
from google.protobuf.message import Message
from structlog.testing import capture_logs

from app.bootstrap.discovery import discover_modules
from app.domain.errors import Unavailable
from app.domain.paging import PageRequest
from app.infrastructure.remote import services
from app.infrastructure.remote.channel import CoreChannel, Response, UnaryCall
from app.infrastructure.remote.settings import CoreSettings

MAKERS = discover_modules(services.__name__, attribute="make_service")


class NewerCore(CoreChannel):
    """Answers with values that nobody knows here."""

    def unary(self, path: str, response: type[Response]) -> UnaryCall[Response]:
        """Be the way to a core."""
        del path

        async def call(request: Message) -> Response:
            del request
            answer = response()
            spoil(answer)
            return answer

        return call


def spoil(message: Message) -> None:
    """Write a value that nobody knows into a message, or into the items of a list."""
    for field in message.DESCRIPTOR.fields_by_name:
        value = getattr(message, field)
        if field == "id":
            setattr(message, field, "of another kind")
        elif hasattr(value, "add"):
            spoil(value.add())


@pytest.fixture(params=sorted(MAKERS))
def service(request: pytest.FixtureRequest) -> Any:
    """Return the service of each entity, as a gateway has it."""
    return MAKERS[request.param](NewerCore(CoreSettings(), ()))


async def test_says_and_logs_that_an_answer_is_not_understood(service: Any) -> None:
    for call in (service.get(uuid4()), service.list(PageRequest(limit=1))):
        with capture_logs() as lines, pytest.raises(Unavailable) as caught:
            await call

        assert caught.value.code == "version_mismatch"
        assert [line["event"] for line in lines] == ["core_newer_than_gateway"]
