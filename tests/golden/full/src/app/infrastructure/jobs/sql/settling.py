"""Writing down how runs came out."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

import sqlalchemy as sa
from sqlalchemy import Connection

from app.application.jobs.record import Status
from app.infrastructure.database.dialect import types
from app.infrastructure.database.tables.jobs import JOBS
from app.infrastructure.jobs.sql.terms import CANCELLED_KEPT, ID, IDS, NOW, has, later
from app.infrastructure.jobs.store import Again, Ended

_RUNNING_AMONG = (
    sa.select(JOBS.c.id, JOBS.c.fence, JOBS.c.cancel_requested)
    .where(JOBS.c.id.in_(IDS), has(Status.RUNNING))
    .with_for_update()
)
_LET_GO = {JOBS.c.worker: None, JOBS.c.lease_until: None, JOBS.c.running_key: None}
_KEY_IN_ITS_WINDOW = sa.case((JOBS.c.unique_until > NOW, JOBS.c.unique_key), else_=None)
_KEPT: sa.BindParameter[float] = sa.bindparam("_kept", type_=types.Float())
_END = (
    sa.update(JOBS)
    .where(JOBS.c.id == ID)
    .values(
        {
            **_LET_GO,
            JOBS.c.status: sa.bindparam("_status", type_=types.String(10)),
            JOBS.c.result: sa.bindparam("_result", type_=types.LongText()),
            JOBS.c.error: sa.bindparam("_error", type_=types.LongText()),
            JOBS.c.ended_at: NOW,
            JOBS.c.kept_until: sa.case((_KEPT.is_not(None), later(_KEPT)), else_=None),
            JOBS.c.unique_key: _KEY_IN_ITS_WINDOW,
        }
    )
)
_PAUSE: sa.BindParameter[float] = sa.bindparam("_pause", type_=types.Float())
_RUN_AGAIN = (
    sa.update(JOBS)
    .where(JOBS.c.id == ID)
    .values(
        {
            **_LET_GO,
            JOBS.c.status: sa.case(
                (_PAUSE > 0, Status.SCHEDULED.value), else_=Status.WAITING.value
            ),
            JOBS.c.due_at: sa.case((_PAUSE > 0, later(_PAUSE)), else_=JOBS.c.due_at),
            JOBS.c.attempt: JOBS.c.attempt - sa.bindparam("_uncounted", type_=sa.Integer()),
            JOBS.c.error: sa.bindparam("_error", type_=types.LongText()),
        }
    )
)


def settle(outcomes: Sequence[Ended | Again], connection: Connection) -> Collection[UUID]:
    """Store outcomes; return the jobs that other runs have by now."""
    rows = connection.execute(_RUNNING_AMONG, {"_ids": [outcome.id for outcome in outcomes]})
    running = {(row.id, row.fence): row.cancel_requested for row in rows}
    held = [outcome for outcome in outcomes if (outcome.id, outcome.fence) in running]
    final = [_final(outcome, running[outcome.id, outcome.fence]) for outcome in held]
    ended = [_end(outcome) for outcome in final if isinstance(outcome, Ended)]
    again = [_again(outcome) for outcome in final if isinstance(outcome, Again)]
    if ended:
        connection.execute(_END, ended)
    if again:
        connection.execute(_RUN_AGAIN, again)
    return {outcome.id for outcome in outcomes} - {outcome.id for outcome in held}


def _final(outcome: Ended | Again, is_cancelled: bool) -> Ended | Again:  # noqa: FBT001 - a column
    """Return the outcome; what somebody has cancelled meanwhile is not run again."""
    if isinstance(outcome, Ended) or not is_cancelled:
        return outcome
    return Ended(
        id=outcome.id,
        fence=outcome.fence,
        status=Status.CANCELLED,
        kept=CANCELLED_KEPT,
        error=outcome.error,
    )


def _end(outcome: Ended) -> dict[str, Any]:
    return {
        "_id": outcome.id,
        "_status": outcome.status.value,
        "_result": outcome.result,
        "_error": outcome.error,
        "_kept": None if outcome.kept is None else outcome.kept.total_seconds(),
    }


def _again(outcome: Again) -> dict[str, Any]:
    return {
        "_id": outcome.id,
        "_pause": outcome.pause.total_seconds(),
        "_error": outcome.error,
        "_uncounted": int(outcome.uncounted),
    }
