"""Stores jobs that are enqueued at the same time together: they share a commit, or a call."""

import asyncio
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from app.domain.errors import Timeout, Unavailable
from app.infrastructure.jobs.store import JobStore, NewJob

# How many are stored at once.
_MOST: Final = 500


class Gathering:
    """Takes jobs without keys, one at a time.

    While some are being stored, others gather, and whoever comes next stores them all. Storing a
    job again does nothing, so one who is cancelled meanwhile leaves that to the next.
    """

    def __init__(self, store: JobStore) -> None:
        self._store = store
        self._gathered: dict[UUID, NewJob] = {}
        self._failed: dict[UUID, Exception] = {}
        self._turn = asyncio.Lock()

    async def insert(self, job: NewJob) -> None:
        """Store a job; raise what is wrong with it, or with the store."""
        self._gathered[job.id] = job
        try:
            async with self._turn:
                while job.id in self._gathered:
                    await self._store_some(list(self._gathered.values())[:_MOST])
        finally:
            self._gathered.pop(job.id, None)
            error = self._failed.pop(job.id, None)
        if error is not None:
            raise error

    async def _store_some(self, jobs: Sequence[NewJob]) -> None:
        try:
            await self._store.insert(jobs, None)
        except (Timeout, Unavailable) as error:
            self._fail(jobs, error)
        except Exception as error:  # noqa: BLE001 - each is told of its own
            if len(jobs) == 1:
                self._fail(jobs, error)
            else:
                await self._store_each(jobs)
        for job in jobs:
            self._gathered.pop(job.id, None)

    async def _store_each(self, jobs: Sequence[NewJob]) -> None:
        """Find out which of them is at fault."""
        for job in jobs:
            if job.id in self._gathered:
                await self._store_some([job])

    def _fail(self, jobs: Sequence[NewJob], error: Exception) -> None:
        waited_for = [job.id for job in jobs if job.id in self._gathered]
        self._failed.update(dict.fromkeys(waited_for, error))
