"""Processes of other versions: what they answer cannot be read, or they do not know what is asked."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import structlog
from google.protobuf.message import Message

from app.domain.errors import Unavailable

Answer = TypeVar("Answer", bound=Message)
Entity = TypeVar("Entity")

_log = structlog.stdlib.get_logger()


def understood(read: Callable[[Answer], Entity]) -> Callable[[Answer], Entity]:
    """Return what reads an answer; it raises `Unavailable` at a value that it does not know."""

    def read_it(answer: Answer) -> Entity:
        with understanding():
            return read(answer)

    return read_it


@contextmanager
def understanding() -> Iterator[None]:
    """Raise `Unavailable` where an answer is not understood, and log why."""
    try:
        yield
    except ValueError as error:
        raise version_mismatch("core_newer_than_gateway", problem=str(error)) from error


def version_mismatch(event: str, *, problem: str) -> Unavailable:
    """Return what clients are told where processes do not understand each other; log why."""
    _log.error(event, problem=problem)
    return Unavailable("The parts of the service are not of one version.", code="version_mismatch")
