"""Who watches is told that the service is there, also when nothing happens."""

import pytest

from app.application.ports.events import Reached
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings
from app.infrastructure.remote import services
from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.settings import CoreSettings
from tests.integration.grpc.watching.watcher import NAMES, Watcher


@pytest.fixture
def settings(settings: Settings) -> Settings:
    """Return settings with a short silence."""
    events = settings.events.model_copy(update={"heartbeat": 0.02})
    return settings.model_copy(update={"events": events})


@pytest.mark.parametrize("name", NAMES[:1])
async def test_silence_is_told(name: str, watcher: Watcher) -> None:
    told = watcher.watch(name)

    assert len({await told.silence() for _ in range(3)}) == 1


@pytest.mark.parametrize("name", NAMES[:1])
async def test_silence_is_told_by_gateways(name: str, port: int) -> None:
    channel = CoreChannel(CoreSettings(address=f"ipv4:127.0.0.1:{port}"), ())
    async with channel.open():
        makers = discover_modules(services.__name__, attribute="make_service")
        told = makers[name](channel).watch()

        begin = await anext(told)
        assert isinstance(begin, Reached)
        assert [await anext(told) for _ in range(2)] == [begin] * 2
        await told.aclose()
