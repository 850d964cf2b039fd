"""FastAPI and asyncpg with SQL by hand: what is left when every layer is taken away."""

import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal

import asyncpg
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field

_TABLE = """
create table if not exists orders (
    id uuid primary key,
    number varchar(32) not null unique,
    total numeric(12, 2) not null,
    status varchar(7) not null,
    note text,
    placed_at timestamptz not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version integer not null
)
"""
_INSERT = """
insert into orders (id, number, total, status, note, placed_at, created_at, updated_at, version)
values ($1, $2, $3, $4, $5, $6, $7, $7, 1)
returning *
"""
_LIST = "select * from orders order by id limit $1"
_GET = "select * from orders where id = $1"

Status = Literal["pending", "paid", "shipped"]


class OrderCreate(BaseModel):
    """What clients send."""

    number: str = Field(max_length=32)
    total: Decimal = Field(ge=0, max_digits=12, decimal_places=2)
    status: Status = "pending"
    note: str | None = None
    placed_at: datetime | None = None


class OrderRead(BaseModel):
    """What clients get."""

    id: uuid.UUID
    number: str
    total: Decimal
    status: Status
    note: str | None
    placed_at: datetime
    created_at: datetime
    updated_at: datetime
    version: int


@asynccontextmanager
async def open_pool(app: FastAPI) -> AsyncIterator[None]:
    """Keep a pool while the application runs."""
    async with asyncpg.create_pool(os.environ["DATABASE_URL"], min_size=20, max_size=20) as pool:
        await pool.execute(_TABLE)
        app.state.pool = pool
        yield


app = FastAPI(lifespan=open_pool)


@app.post("/api/v1/orders", status_code=201)
async def create_order(body: OrderCreate) -> OrderRead:
    """Store an order."""
    now = datetime.now(UTC)
    row = await app.state.pool.fetchrow(
        _INSERT,
        uuid.uuid4(),
        body.number,
        body.total,
        body.status,
        body.note,
        body.placed_at or now,
        now,
    )
    return OrderRead(**row)


@app.get("/api/v1/orders")
async def read_orders(limit: int = 20) -> list[OrderRead]:
    """Return some orders."""
    rows = await app.state.pool.fetch(_LIST, limit)
    return [OrderRead(**row) for row in rows]


@app.get("/api/v1/orders/{order_id}")
async def read_order(order_id: uuid.UUID) -> OrderRead:
    """Return one order."""
    row = await app.state.pool.fetchrow(_GET, order_id)
    if row is None:
        raise HTTPException(404, "Order not found")
    return OrderRead(**row)
