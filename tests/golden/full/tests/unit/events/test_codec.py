"""Events come out of the log as they were put in, without secrets."""

import datetime as dt
from dataclasses import dataclass, field, make_dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest

from app.domain.errors import Invalid
from app.domain.events import DomainEvent
from app.domain.json import JsonValue
from app.infrastructure.events.codec import EventCodec, UnreadableEventError


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Stem:
    """A part of an entity, with a secret and a field that came later."""

    length: int
    sap: str = field(default="sweet", repr=False)
    leaves: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tulip:
    """A newer version of an entity."""

    id: UUID
    stem: Stem
    note: str | None
    friends: tuple[UUID, ...] = field(default_factory=tuple)
    height: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted(DomainEvent):
    """A newer version of an event."""

    name: ClassVar[str] = "planted"

    entity: Tulip
    by: str | None
    times: int = 1

    @property
    def subject(self) -> UUID:
        """Return the flower."""
        return self.entity.id


def test_fields_that_came_later_are_as_their_class_declares_or_else_missing() -> None:
    codec = EventCodec(Planted)
    tulip = uuid4()

    read = codec.read(f'{{"entity": {{"id": "{tulip}", "stem": {{"length": 3}}, "height": "1"}}}}')

    assert (read.entity.note, read.entity.friends, read.entity.stem.leaves) == (None, (), 2)
    assert (read.subject, read.by, read.times) == (tulip, None, 1)


def test_a_field_that_must_have_a_value_cannot_be_read_before_there_was_one() -> None:
    with pytest.raises(UnreadableEventError, match=r"planted .* read: entity\.height$"):
        EventCodec(Planted).read(f'{{"entity": {{"id": "{uuid4()}", "stem": {{"length": 3}}}}}}')


def test_secrets_of_a_part_of_an_entity_are_not_written() -> None:
    stem = Stem(length=3, sap="sesame")
    tulip = Tulip(id=uuid4(), stem=stem, note=None, height=Decimal(1))

    written = EventCodec(Planted).write(Planted(entity=tulip, by=None))

    assert "sesame" not in written
    assert EventCodec(Planted).read(written).entity.stem.length == stem.length


@pytest.mark.parametrize("kind", [Tulip | None, tuple[Tulip, ...], dict[str, list[Tulip]]])
def test_an_entity_within_something_else_is_refused(kind: type[Any]) -> None:
    event = make_dataclass("Uprooted", [("before", kind)], bases=(DomainEvent,), frozen=True)

    with pytest.raises(TypeError, match=r"Uprooted\.before: .* cannot store a dataclass within"):
        EventCodec(event)


def test_what_cannot_be_read_is_named_without_its_values() -> None:
    written = CODEC.write(bloomed()).replace('"red"', '"sesame"')

    with pytest.raises(UnreadableEventError, match=r"bloomed .* read: entity\.colour$") as raised:
        CODEC.read(written)

    assert "sesame" not in str(raised.value)
