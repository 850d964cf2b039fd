"""A clock that tests set."""

import datetime as dt


class FakeClock:
    """Implements `Clock`: moves on by a second each time somebody looks."""

    def __init__(self) -> None:
        self._now = dt.datetime(2026, 1, 1, 12, 0, 0, 123456, tzinfo=dt.UTC)

    def now(self) -> dt.datetime:
        """Return the next second."""
        self._now += dt.timedelta(seconds=1)
        return self._now
