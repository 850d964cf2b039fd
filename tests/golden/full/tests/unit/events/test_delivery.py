"""What becomes of an event that a worker is given."""

from uuid import uuid4

import pytest

from app.application.events.subscriber import Subscriber
from app.application.jobs.run import Run
from app.infrastructure.events.codec import UnreadableEventError
from app.infrastructure.events.codecs import Codecs
from app.infrastructure.events.delivery import Delivery, make_handler
from tests.fakes.jobs import FakeRun
from tests.unit.events.test_codec import Planted


async def note(_: Planted, __: Run) -> None:
    raise AssertionError("it cannot be read")


async def test_one_that_this_version_cannot_read_is_tried_again_perhaps_by_another() -> None:
    handler = make_handler(Subscriber(name="note", event=Planted, run=note), Codecs())
    delivery = Delivery(event=uuid4(), subject=uuid4(), body="{}")

    with pytest.raises(UnreadableEventError) as raised:
        await handler.run(delivery, FakeRun(job=uuid4()))

    assert handler.job.retries.allow(raised.value, attempt=1)
