"""Lengths of time in list parameters and cursors."""

import datetime as dt

import pytest

from app.application.listing.texts import parse_duration, print_duration

# Databases count microseconds with 64 bits.
LONGEST = dt.timedelta(microseconds=2**63 - 1)


@pytest.mark.parametrize("value", [LONGEST, -LONGEST, dt.timedelta(0), dt.timedelta(hours=1.5)])
def test_come_back_to_the_ends_of_what_is_stored(value: dt.timedelta) -> None:
    assert parse_duration(print_duration(value)) == value


@pytest.mark.parametrize("text", ["P106751992D", "-P106751992D", "P999999999D", "P1000000000D"])
def test_longer_ones_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match=text):
        parse_duration(text)
