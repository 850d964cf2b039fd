"""A gateway can do what the core can."""

from app.bootstrap.discovery import discover_modules
from app.infrastructure.remote import services
from app.infrastructure.remote.channel import CoreChannel
from app.infrastructure.remote.settings import CoreSettings


def test_every_use_case_is_called_in_the_core() -> None:
    channel = CoreChannel(CoreSettings(), ())
    makers = discover_modules(services.__name__, attribute="make_service")
    remotes = [type(make(channel)) for make in makers.values()]

    missing = [
        f"{remote.__name__}.{use_case}"
        for remote in remotes
        for use_case in vars(remote.__bases__[0])
        if not use_case.startswith("_") and use_case not in vars(remote)
    ]

    assert missing == []
