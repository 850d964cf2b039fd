"""Events come out of the log as they were put in, without secrets."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid4

import pytest

from app.domain.errors import Invalid
from app.domain.events import DomainEvent
from app.domain.json import JsonValue
from app.infrastructure.events.codec import EventCodec


class Colour(StrEnum):
    """A value of an entity."""

    RED = "red"


@dataclass(frozen=True, slots=True, kw_only=True)
class Flower:
    """An entity with values of many types, a secret and a rule."""

    id: UUID
    height: Decimal
    colour: Colour
    seed: bytes
    weight: float
    opened: dt.time
    friends: tuple[UUID, ...]
    label: dict[str, list[int]] | None
    notes: JsonValue
    more_notes: JsonValue | None
    planted_at: dt.datetime
    secret: str = field(repr=False)

    longest: ClassVar[Decimal] = Decimal(10)

    def __post_init__(self) -> None:
        """Be of a height that is allowed."""
        if self.height > self.longest:
            raise Invalid("too high")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bloomed(DomainEvent):
    """A flower opened."""

    name: ClassVar[str] = "bloomed"

    at: dt.datetime
    entity: Flower

    @property
    def subject(self) -> UUID:
        """Return the flower."""
        return self.entity.id


NOON = dt.datetime(2026, 5, 1, 12, tzinfo=dt.UTC)
CODEC = EventCodec(Bloomed)


def bloomed() -> Bloomed:
    """Return an event."""
    flower = Flower(
        id=uuid4(),
        height=Decimal("3.10"),
        colour=Colour.RED,
        seed=b"\xff\x00",
        weight=float("inf"),
        opened=dt.time(6, 30),
        friends=(uuid4(), uuid4()),
        label={"rows": [1, 2]},
        notes={"smell": ["sweet", {"strong": True, "from": 1.5}]},
        more_notes=None,
        planted_at=NOON,
        secret="sesame",
    )
    return Bloomed(at=NOON, entity=flower)


def test_all_but_secrets_comes_back() -> None:
    event = bloomed()

    read = CODEC.read(CODEC.write(event))

    shown = [name for name in Flower.__dataclass_fields__ if name != "secret"]
    assert [getattr(read.entity, name) for name in shown] == [
        getattr(event.entity, name) for name in shown
    ]
    assert (read.at, read.subject) == (event.at, event.subject)


def test_secrets_are_not_written() -> None:
    assert "sesame" not in CODEC.write(bloomed())


def test_rules_that_came_later_keep_nobody_from_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    written = CODEC.write(bloomed())
    monkeypatch.setattr(Flower, "longest", Decimal(1))

    assert CODEC.read(written).entity.height == Decimal("3.10")


def test_what_cannot_be_read_is_named_without_its_values() -> None:
    written = CODEC.write(bloomed()).replace('"red"', '"sesame"')

    with pytest.raises(Invalid, match=r"bloomed cannot be read: entity\.colour") as raised:
        CODEC.read(written)

    assert "sesame" not in str(raised.value)
