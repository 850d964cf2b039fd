"""FastAPI and SQLAlchemy's asynchronous ORM, as their tutorials join them.

A session for each request from a dependency that commits behind its `yield`, models and schemas for
everything, the default pool, no middleware, no logs but the server's own.
"""

import os
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from decimal import Decimal
from enum import Enum
from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import DateTime, Numeric, String, Text, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine(os.environ["DATABASE_URL"])
make_session = async_sessionmaker(engine)


def now() -> datetime:
    """Return the time for `created_at` and `updated_at`."""
    return datetime.now(UTC)


class Status(Enum):
    """Where an order stands."""

    PENDING = "pending"
    PAID = "paid"
    SHIPPED = "shipped"


class Base(DeclarativeBase):
    """What all models inherit."""


class Order(Base):
    """A row of `orders`."""

    __tablename__ = "orders"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    number: Mapped[str] = mapped_column(String(32), unique=True)
    total: Mapped[Decimal] = mapped_column(Numeric(12, 2))
    status: Mapped[Status] = mapped_column(default=Status.PENDING)
    note: Mapped[str | None] = mapped_column(Text)
    placed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now)
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), default=now, onupdate=now)
    version: Mapped[int] = mapped_column(default=1)


class OrderCreate(BaseModel):
    """What clients send."""

    number: str = Field(max_length=32)
    total: Decimal = Field(ge=0, max_digits=12, decimal_places=2)
    status: Status = Status.PENDING
    note: str | None = None
    placed_at: datetime = Field(default_factory=now)


class OrderRead(BaseModel):
    """What clients get."""

    model_config = ConfigDict(from_attributes=True)

    id: uuid.UUID
    number: str
    total: Decimal
    status: Status
    note: str | None
    placed_at: datetime
    created_at: datetime
    updated_at: datetime
    version: int


async def get_session() -> AsyncIterator[AsyncSession]:
    """Give a request its session, and keep what it did when all went well."""
    async with make_session() as session:
        try:
            yield session
            await session.commit()
        except Exception:
            await session.rollback()
            raise


Session = Annotated[AsyncSession, Depends(get_session)]


@asynccontextmanager
async def create_tables(_: FastAPI) -> AsyncIterator[None]:
    """Create the tables when the application starts."""
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield


app = FastAPI(lifespan=create_tables)


@app.post("/api/v1/orders", response_model=OrderRead, status_code=201)
async def create_order(body: OrderCreate, session: Session) -> Order:
    """Store an order."""
    order = Order(**body.model_dump())
    session.add(order)
    await session.flush()
    return order


@app.get("/api/v1/orders", response_model=list[OrderRead])
async def read_orders(session: Session, offset: int = 0, limit: int = 20) -> list[Order]:
    """Return some orders."""
    orders = await session.scalars(select(Order).offset(offset).limit(limit))
    return list(orders.all())


@app.get("/api/v1/orders/{order_id}", response_model=OrderRead)
async def read_order(order_id: uuid.UUID, session: Session) -> Order:
    """Return one order."""
    order = await session.get(Order, order_id)
    if order is None:
        raise HTTPException(404, "Order not found")
    return order
