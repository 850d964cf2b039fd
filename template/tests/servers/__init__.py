"""What the service needs besides its database: a module per server, found by its place."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import TypeAlias

from app.bootstrap.discovery import discover_modules
from app.bootstrap.setting_names import as_environment

# By the names of sections, the settings that say where the servers are.
Sections: TypeAlias = Mapping[str, Mapping[str, str]]

# The same for processes that tests start.
VARIABLES: dict[str, str] = {}


@contextmanager
def running_servers() -> Iterator[Sections]:
    """Find the servers, or start them."""
    makers = discover_modules(__name__, attribute="running")
    with ExitStack() as stack:
        sections = {name: stack.enter_context(running()) for name, running in makers.items()}
        for section, settings in sections.items():
            VARIABLES.update(as_environment({(section, key): settings[key] for key in settings}))
        yield sections
        VARIABLES.clear()


async def empty_servers(sections: Sections) -> None:
    """Remove what tests have left behind."""
    for name, empty in discover_modules(__name__, attribute="empty").items():
        await empty(sections[name])
