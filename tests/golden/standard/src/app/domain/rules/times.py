"""Rules for times and lengths of time."""

import datetime as dt
from dataclasses import dataclass
from functools import partial

from app.domain.rules.numbers import Between
from app.domain.rules.validation import Problem

# Durations are stored as a signed 64-bit number of microseconds.
_LONGEST = dt.timedelta(microseconds=2**63 - 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment(Between):
    """A point in time, in UTC."""

    def __call__(self, value: dt.datetime) -> Problem | None:
        """Check the zone, then the bounds."""
        if value.utcoffset() != dt.timedelta(0):
            return Problem("not_utc", "must be a time in UTC")
        return Between.__call__(self, value)


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeOfDay(Between):
    """A time of day without a zone."""

    def __call__(self, value: dt.time) -> Problem | None:
        """Check the zone, then the bounds."""
        if value.tzinfo is not None:
            return Problem("time_zone", "must be a time of day without a zone")
        return Between.__call__(self, value)


Duration = partial(Between, minimum=-_LONGEST, maximum=_LONGEST)
