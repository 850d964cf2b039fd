"""What can be done with tags."""

from collections.abc import AsyncIterator
from dataclasses import replace
from uuid import UUID

from app.application.ports.clock import Clock
from app.application.ports.events import EventFeed, Published, Reached
from app.application.ports.identifiers import Identifiers
from app.application.ports.recording import RecordingUnitOfWork
from app.application.ports.unit_of_work import Transaction
from app.application.services.tag.commands import (
    CreateTag,
    UpdateTag,
)
from app.application.services.tag.repository import (
    TagRepository,
)
from app.application.unset import given
from app.application.versions import require_version
from app.domain import paging
from app.domain.entities.tag.entity import (
    Tag,
    TagId,
)
from app.domain.entities.tag.events import (
    TagChanged,
)
from app.domain.events import Change


class TagService:
    """The use cases. Each public method is one, and owns its transaction."""

    def __init__(
        self,
        *,
        repository: TagRepository,
        unit_of_work: RecordingUnitOfWork,
        clock: Clock,
        identifiers: Identifiers,
        event_feed: EventFeed,
    ) -> None:
        self._repository = repository
        self._unit_of_work = unit_of_work
        self._clock = clock
        self._identifiers = identifiers
        self._event_feed = event_feed

    async def get(
        self,
        identity: TagId,
    ) -> Tag:
        """Return one; raise `NotFound` when it does not exist."""
        return await self._repository.get(identity)

    async def list(
        self,
        request: paging.PageRequest,
    ) -> paging.Page[Tag]:
        """Return a part of the list."""
        return await self._repository.list(request)

    async def create(
        self,
        command: CreateTag,
    ) -> Tag:
        """Store a new one; raise `Invalid` or `Conflict` when that is not possible."""
        now = self._clock.now()
        created = Tag(
            id=TagId(self._identifiers.new()),
            label=command.label,
            created_at=now,
            updated_at=now,
            version=1,
        )
        await self._repository.add(created, self._recording(Change.CREATED, created))
        return created

    async def update(
        self,
        identity: TagId,
        command: UpdateTag,
        *,
        expected_version: int | None = None,
    ) -> Tag:
        """Change what the command gives; raise `StaleVersion` unless the version is as expected."""
        current = await self._repository.get(identity)
        require_version(current.version, expected_version)
        changed = replace(
            current,
            **given(command),
            updated_at=self._clock.now(),
            version=current.version + 1,
        )
        await self._repository.save(changed, self._recording(Change.UPDATED, changed))
        return changed

    async def delete(
        self,
        identity: TagId,
        *,
        expected_version: int | None = None,
    ) -> None:
        """Delete one; raise `StaleVersion` unless the version is as expected."""
        current = await self._repository.get(identity)
        require_version(current.version, expected_version)
        await self._repository.delete(current, self._recording(Change.DELETED, current))

    def watch(
        self,
        after: UUID | None = None,
    ) -> AsyncIterator[Published[TagChanged] | Reached]:
        """Yield what happens to them after an event, or from now on: see `EventFeed.follow`."""
        return self._event_feed.follow(TagChanged, after)

    def _recording(
        self,
        change: Change,
        entity: Tag,
    ) -> Transaction:
        """Return the transaction of one write, which tells of the change."""
        event = TagChanged(
            change=change,
            entity=entity,
        )
        return self._unit_of_work.single(event)
