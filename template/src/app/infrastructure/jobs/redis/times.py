"""Times as the scripts know them: in whole microseconds."""

import datetime as dt

_START = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
_UNIT = dt.timedelta(microseconds=1)


def length(given: dt.timedelta) -> int:
    """Return how long something takes."""
    return given // _UNIT


def instant(given: dt.datetime) -> int:
    """Return when something is."""
    return (given - _START) // _UNIT


def read_length(given: str | int) -> dt.timedelta:
    """Return what a script says about how long something takes."""
    return int(given) * _UNIT


def read_instant(given: str) -> dt.datetime:
    """Return what a script says about when something is."""
    return _START + read_length(given)
