"""Routes that succeed or fail in each way, as small as can be."""

import asyncio

from fastapi import APIRouter
from pydantic import BaseModel, Field

from app.domain.errors import Conflict, FieldError, StaleVersion, Unavailable
from app.interfaces.http.problems import responses


class Line(BaseModel):
    """A part of a body."""

    name: str = Field(max_length=3)


class Thing(BaseModel):
    """A body."""

    number: int
    lines: list[Line] = []


def make_router() -> APIRouter:
    """Return routes that succeed or fail in each way."""
    router = APIRouter(prefix="/api/v1/things")

    @router.get("/{id}", responses=responses(404))
    async def get(id: int, wait: float = 0) -> Thing:  # noqa: A002 - as in the path
        await asyncio.sleep(wait)
        return Thing(number=id)

    @router.post("", status_code=201)
    async def create(thing: Thing) -> Thing:
        return thing

    @router.delete("/{id}")
    async def delete(id: str) -> None:  # noqa: A002 - as in the path
        raise FAILURES[id]

    return router


FAILURES: dict[str, Exception] = {
    "taken": Conflict("taken", fields=[FieldError("number", "taken", "is taken")]),
    "stale": StaleVersion("somebody was quicker"),
    "down": Unavailable("the database does not answer"),
    "bug": ZeroDivisionError("hunter2"),
}
