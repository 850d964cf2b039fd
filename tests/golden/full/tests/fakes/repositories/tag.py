"""Tags in memory."""

from app.application.services.tag.service import (
    TagService,
)
from app.domain.entities.tag.entity import (
    Tag,
)
from tests.fakes.clock import FakeClock
from tests.fakes.identifiers import FakeIdentifiers
from tests.fakes.repository import FakeRepository
from tests.fakes.telling import TellingStore


class FakeTagRepository(
    FakeRepository[Tag],
):
    """Implements the port `TagRepository`."""

    name = "tag"
    unique = ("label",)


def make_service(
    store: TellingStore,
    clock: FakeClock,
    identifiers: FakeIdentifiers,
) -> TagService:
    """Return a service that works in memory."""
    return TagService(
        repository=FakeTagRepository(store),
        unit_of_work=store,
        clock=clock,
        identifiers=identifiers,
        event_feed=store.feed,
    )
