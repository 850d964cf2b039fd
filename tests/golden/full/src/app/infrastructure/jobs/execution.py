"""One run of one job."""

import asyncio
import datetime as dt
import time
from collections.abc import Callable
from enum import Enum, auto
from typing import Any, Final

import structlog
from pydantic_core import PydanticSerializationError

from app.application.correlation import REQUEST_ID
from app.application.jobs.record import Status
from app.application.jobs.run import Handler
from app.infrastructure.jobs.backoff import pause_after
from app.infrastructure.jobs.observing import Observer, ending_of
from app.infrastructure.jobs.payloads import UnreadablePayloadError, read_payload
from app.infrastructure.jobs.results import ResultTooLongError, describe, write_result
from app.infrastructure.jobs.running import StoredRun
from app.infrastructure.jobs.store import Again, ClaimedJob, Ended, JobStore

_log = structlog.stdlib.get_logger()
# A run has so long to clean up; then it is told again, since libraries may swallow a cancellation.
_CLEANING_UP: Final = 10.0


class Stop(Enum):
    """Why a run is broken off."""

    CANCELLED = auto()
    LOST = auto()
    SHUTDOWN = auto()


class Execution:
    """Runs a job in a task of its own and tells how it came out."""

    def __init__(
        self, job: ClaimedJob, handler: Handler[Any], store: JobStore, observer: Observer
    ) -> None:
        self.job = job
        self._handler = handler
        self._store = store
        self._observer = observer
        self._stop: Stop | None = None
        self._started = time.monotonic()
        self._task: asyncio.Task[Ended | Again] | None = None

    def start(self, when_over: Callable[["Execution", Ended | Again | None], None]) -> None:
        """Begin; `when_over` is called once, with the outcome if it is of interest."""
        self._observer.started(self.job.type, self.job.priority)
        self._task = asyncio.create_task(self._run(), name=f"{self.job.type} {self.job.id}")
        self._task.add_done_callback(lambda task: when_over(self, self._observed(task)))

    def stop(self, reason: Stop) -> None:
        """Break the run off."""
        if self._stop is None and self._task is not None and not self._task.done():
            self._stop = reason
            self._break_off(self._task)

    def _break_off(self, task: "asyncio.Task[Ended | Again]") -> None:
        if not task.done():
            task.cancel()
            task.get_loop().call_later(_CLEANING_UP, self._break_off, task)

    def _observed(self, task: "asyncio.Task[Ended | Again]") -> Ended | Again | None:
        outcome = self._outcome(task)
        seconds = time.monotonic() - self._started
        self._observer.ended(self.job.type, self.job.priority, ending_of(outcome), seconds=seconds)
        return outcome

    def _outcome(self, task: "asyncio.Task[Ended | Again]") -> Ended | Again | None:
        if self._stop is Stop.LOST:
            self._tell("job_lost")
            return None
        if task.cancelled():
            return self._broken_off()
        error = task.exception()
        return task.result() if error is None else self._dead(error)

    async def _run(self) -> Ended | Again:
        REQUEST_ID.set(self.job.request_id)
        declared = self._handler.job
        try:
            payload = read_payload(declared, self.job.payload, version=self.job.version)
            async with asyncio.timeout(declared.time_limit.total_seconds()) as limit:
                run = StoredRun(self.job, self._store, declared.time_limit)
                result = await self._handler.run(payload, run)
            return self._succeeded(write_result(result))
        except (UnreadablePayloadError, PydanticSerializationError, ResultTooLongError) as error:
            return self._dead(error)
        except TimeoutError as error:
            late = TimeoutError(f"it took longer than {declared.time_limit.total_seconds():g} s")
            return self._failed(late if limit.expired() else error)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is written down
            return self._failed(error)

    def _succeeded(self, result: str | None) -> Ended:
        self._tell("job_succeeded")
        return self._ended(Status.SUCCEEDED, result=result)

    def _failed(self, error: Exception) -> Ended | Again:
        retries = self._handler.job.retries
        if not retries.allow(error, attempt=self.job.attempt):
            return self._dead(error)
        pause = pause_after(self.job.attempt, retries)
        again_in = round(pause.total_seconds(), 3)
        _log.warning("job_failed", **self._facts(), again_in=again_in, exc_info=error)
        return Again(id=self.job.id, fence=self.job.fence, pause=pause, error=describe(error))

    def _dead(self, error: BaseException) -> Ended:
        _log.error("job_died", **self._facts(), exc_info=error)
        return self._ended(Status.DEAD, error=describe(error))

    def _broken_off(self) -> Ended | Again:
        if self._stop is None:
            return self._failed(RuntimeError("what it waited for was cancelled"))
        if self._stop is Stop.CANCELLED:
            self._tell("job_cancelled")
            return self._ended(Status.CANCELLED)
        self._tell("job_put_back")
        return Again(id=self.job.id, fence=self.job.fence, pause=dt.timedelta(0), uncounted=True)

    def _ended(
        self, status: Status, *, result: str | None = None, error: str | None = None
    ) -> Ended:
        kept = None if status is Status.DEAD else self._handler.job.kept
        return Ended(
            id=self.job.id,
            fence=self.job.fence,
            status=status,
            kept=kept,
            result=result,
            error=error,
        )

    def _tell(self, event: str) -> None:
        _log.info(event, **self._facts())

    def _facts(self) -> dict[str, object]:
        return {
            "job": str(self.job.id),
            "type": self.job.type,
            "attempt": self.job.attempt,
            "seconds": round(time.monotonic() - self._started, 6),
        }
