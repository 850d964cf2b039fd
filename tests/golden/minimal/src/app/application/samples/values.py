"""Values of every type."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from app.application.samples.texts import Texts
from app.domain.decimals import from_units, to_units
from app.domain.json import JsonValue

Value = TypeVar("Value")
Member = TypeVar("Member", bound=StrEnum)

_EPOCH = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
_YEARS = dt.timedelta(days=700)
_DAY = dt.timedelta(days=1)


class Samples(Texts):
    """Makes values for the fields of one entity."""

    def integer(self, *, minimum: int | None = None, maximum: int | None = None) -> int:
        """Return a whole number, a small one unless the bounds say otherwise."""
        low = minimum if minimum is not None else min(0, maximum or 0)
        return self._random.randint(low, maximum if maximum is not None else max(low, 0) + 1000)

    def number(self, *, minimum: float | None = None, maximum: float | None = None) -> float:
        """Return a floating point number."""
        low = minimum if minimum is not None else min(0.0, maximum or 0.0)
        high = maximum if maximum is not None else max(low, 0.0) + 1000.0
        return min(high, max(low, round(self._random.uniform(low, high), 3)))

    def decimal(
        self,
        *,
        precision: int,
        scale: int,
        minimum: Decimal | None = None,
        maximum: Decimal | None = None,
    ) -> Decimal:
        """Return an exact number with all its decimal places."""
        largest = 10**precision - 1
        low = to_units(minimum, scale) if minimum is not None else 0
        high = to_units(maximum, scale) if maximum is not None else low + 10 ** (scale + 3)
        units = self._random.randint(min(low, high), min(high, largest))
        return from_units(units, scale)

    def boolean(self) -> bool:
        """True or false."""
        return self._random.random() < 0.5

    def day(self, *, minimum: dt.date | None = None, maximum: dt.date | None = None) -> dt.date:
        """Return a day of recent years."""
        low = minimum or min(_EPOCH.date(), maximum or _EPOCH.date())
        span = ((maximum or low + _YEARS) - low).days
        return low + dt.timedelta(days=self._random.randint(0, span))

    def moment(
        self, *, minimum: dt.datetime | None = None, maximum: dt.datetime | None = None
    ) -> dt.datetime:
        """Return a point in time of recent years."""
        low = minimum or min(_EPOCH, maximum or _EPOCH)
        span = (maximum or low + _YEARS) - low
        return low + dt.timedelta(seconds=self._random.randint(0, int(span.total_seconds())))

    def time_of_day(
        self, *, minimum: dt.time = dt.time.min, maximum: dt.time = dt.time.max
    ) -> dt.time:
        """Return a time of day, in whole minutes where the bounds allow."""
        low, high = (bound.hour * 60 + bound.minute for bound in (minimum, maximum))
        minute = self._random.randint(low, high)
        return min(maximum, max(minimum, dt.time(minute // 60, minute % 60)))

    def duration(
        self, *, minimum: dt.timedelta | None = None, maximum: dt.timedelta | None = None
    ) -> dt.timedelta:
        """Return up to a day, in whole seconds where the bounds allow."""
        low = minimum if minimum is not None else min(dt.timedelta(0), maximum or dt.timedelta(0))
        high = maximum if maximum is not None else low + _DAY
        seconds = self._random.randint(0, int((high - low).total_seconds()))
        return low + dt.timedelta(seconds=seconds)

    def identifier(self) -> UUID:
        """Return a random UUID."""
        return UUID(int=self._random.getrandbits(128), version=4)

    def document(self) -> JsonValue:
        """Return a small JSON document."""
        return {"label": self._words(20), "level": self._random.randint(1, 5)}

    def choice(self, members: type[Member]) -> Member:
        """Return one of the members."""
        return self._random.choice(list(members))

    def pick(self, values: Sequence[Value], count: int) -> Sequence[Value]:
        """Return `count` of the values, or all of them where there are fewer."""
        return self._random.sample(values, min(count, len(values)))
