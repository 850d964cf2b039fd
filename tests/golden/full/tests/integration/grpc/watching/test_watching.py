"""What happens to entities is told over gRPC, whichever entity and transport it is."""

from typing import Any, cast
from uuid import uuid4

import grpc
import pytest
from google.protobuf.message import Message
from google.rpc.error_details_pb2 import BadRequest, ErrorInfo
from google.rpc.status_pb2 import Status

from tests.integration.grpc.watching.watcher import NAMES, Told, Watcher

each_entity = pytest.mark.parametrize("name", NAMES)


async def refusal(told: Told) -> tuple[grpc.StatusCode, list[Message]]:
    """Return how a stream was refused."""
    with pytest.raises(grpc.aio.AioRpcError) as caught:
        await told.answers(1)
    [packed] = [value for key, value in caught.value.trailing_metadata() if key.endswith("-bin")]
    info, request = ErrorInfo(), BadRequest()
    for detail in Status.FromString(cast("bytes", packed)).details:
        detail.Unpack(info)
        detail.Unpack(request)
    return caught.value.code(), [info, request]


@each_entity
async def test_tells_each_change_in_its_order_as_get_shows_it(name: str, watcher: Watcher) -> None:
    told = watcher.watch(name)
    await told.silence()

    created = (await watcher.seeder.create(name)).body
    shown = await watcher.api.get(name, created["id"])
    updated = await watcher.api.update(name, created["id"], {})
    await watcher.api.delete(name, created["id"])

    first, second, (third, deleted) = await told.take(3)
    assert first == ("CHANGE_CREATED", shown)
    assert second == ("CHANGE_UPDATED", updated)
    assert (third, deleted["id"]) == ("CHANGE_DELETED", created["id"])


@each_entity
async def test_goes_on_after_what_was_seen(name: str, watcher: Watcher) -> None:
    before = watcher.watch(name)
    await before.silence()
    created = (await watcher.seeder.create(name)).body
    [seen] = await before.answers(1)
    before.call.cancel()
    missed = [await watcher.api.update(name, created["id"], {}) for _ in range(2)]

    told = watcher.watch(name, seen.event_id)

    await told.silence()
    later = await watcher.api.update(name, created["id"], {})
    assert await told.take(3) == [("CHANGE_UPDATED", body) for body in [*missed, later]]


@pytest.mark.parametrize("name", NAMES[:1])
async def test_goes_on_after_the_beginning_where_nothing_was_seen(
    name: str, watcher: Watcher
) -> None:
    before = watcher.watch(name)
    begin = await before.silence()
    before.call.cancel()
    created = (await watcher.seeder.create(name)).body

    told = watcher.watch(name, begin)

    assert await told.silence() == begin
    [(change, entity)] = await told.take(1)
    assert (change, entity["id"]) == ("CHANGE_CREATED", created["id"])


@pytest.mark.parametrize("name", NAMES[:1])
async def test_says_when_it_cannot_go_on(name: str, watcher: Watcher) -> None:
    code, [info, _] = await refusal(watcher.watch(name, str(uuid4())))

    assert code is grpc.StatusCode.NOT_FOUND
    assert cast("Any", info).reason == "EVENT_EXPIRED"


@pytest.mark.parametrize("name", NAMES[:1])
async def test_refuses_what_names_no_event(name: str, watcher: Watcher) -> None:
    code, [_, request] = await refusal(watcher.watch(name, "yesterday"))

    assert code is grpc.StatusCode.INVALID_ARGUMENT
    assert [found.field for found in cast("Any", request).field_violations] == ["after"]
