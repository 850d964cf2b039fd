"""The time of this machine."""

import datetime as dt


class SystemClock:
    """Implements `Clock`."""

    def now(self) -> dt.datetime:
        """Return the current time in UTC."""
        return dt.datetime.now(dt.UTC)
