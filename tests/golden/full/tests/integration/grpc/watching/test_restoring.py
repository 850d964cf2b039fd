"""What is restored is told over gRPC, whichever entity and transport it is."""

import pytest

from tests.integration.grpc.watching.watcher import CONVERTERS, NAMES, Watcher

RESTORABLE = [
    name
    for name in NAMES
    if "deleted_at" in CONVERTERS[name].converter.message.DESCRIPTOR.fields_by_name
]


@pytest.mark.parametrize("name", RESTORABLE)
async def test_tells_what_is_restored(name: str, watcher: Watcher) -> None:
    told = watcher.watch(name)
    await told.silence()
    created = (await watcher.seeder.create(name)).body
    await watcher.api.delete(name, created["id"])

    restored = await watcher.api.act(name, created["id"], "restore")

    *_, last = await told.take(3)
    assert last == ("CHANGE_RESTORED", restored)
