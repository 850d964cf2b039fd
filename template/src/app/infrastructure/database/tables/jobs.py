"""The tables of jobs: what is to be done, and up to when schedules have been followed."""

import sqlalchemy as sa

from app.infrastructure.database.dialect import types
from app.infrastructure.database.metadata import METADATA

JOBS = sa.Table(
    "jobs",
    METADATA,
    sa.Column("id", types.Identifier(), primary_key=True),
    sa.Column("type", types.String(100), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("payload", types.LongText(), nullable=False),
    sa.Column("status", types.String(10), nullable=False),
    sa.Column("priority", sa.Integer(), nullable=False),
    sa.Column("due_at", types.UtcDateTime(), nullable=False),
    sa.Column("attempt", sa.Integer(), nullable=False),
    sa.Column("fence", sa.Integer(), nullable=False),
    sa.Column("worker", types.String(100), nullable=True),
    sa.Column("lease_until", types.UtcDateTime(), nullable=True),
    sa.Column("unique_key", types.String(255), nullable=True),
    sa.Column("unique_until", types.UtcDateTime(), nullable=True),
    sa.Column("ordering_key", types.String(255), nullable=True),
    sa.Column("ordering_number", sa.BigInteger(), nullable=True),
    # The ordering key while the job runs: no two workers can run jobs of one key.
    sa.Column("running_key", types.String(255), nullable=True),
    sa.Column("cancel_requested", sa.Boolean(), nullable=False),
    sa.Column("request_id", types.String(128), nullable=False),
    sa.Column("tags", types.LongText(), nullable=False),
    sa.Column("progress", types.Float(), nullable=True),
    sa.Column("note", types.LongText(), nullable=False),
    sa.Column("result", types.LongText(), nullable=True),
    sa.Column("error", types.LongText(), nullable=True),
    sa.Column("created_at", types.UtcDateTime(), nullable=False),
    sa.Column("started_at", types.UtcDateTime(), nullable=True),
    sa.Column("ended_at", types.UtcDateTime(), nullable=True),
    sa.Column("kept_until", types.UtcDateTime(), nullable=True),
    sa.UniqueConstraint("unique_key", name="uq_jobs_unique_key"),
    sa.UniqueConstraint("running_key", name="uq_jobs_running_key"),
)
sa.Index("ix_jobs_next", JOBS.c.status, JOBS.c.priority, JOBS.c.due_at)
sa.Index("ix_jobs_due", JOBS.c.status, JOBS.c.due_at)
sa.Index("ix_jobs_line", JOBS.c.ordering_key, JOBS.c.status, JOBS.c.ordering_number)
sa.Index("ix_jobs_worker", JOBS.c.worker)
sa.Index("ix_jobs_kept_until", JOBS.c.kept_until)
sa.Index("ix_jobs_lease_until", JOBS.c.lease_until)

SCHEDULES = sa.Table(
    "schedules",
    METADATA,
    sa.Column("name", types.String(100), primary_key=True),
    sa.Column("planned_at", types.UtcDateTime(), nullable=False),
)

TABLES = (JOBS, SCHEDULES)
