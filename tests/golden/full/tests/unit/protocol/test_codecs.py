"""Values of each type in messages."""

import datetime as dt
import math
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import pytest
from google.protobuf.duration_pb2 import Duration
from google.protobuf.timestamp_pb2 import Timestamp
from hypothesis import given
from hypothesis import strategies as st

from app.protocol import codecs

DOCUMENTS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
MONEY = codecs.decimal(2)
# The longest span that protobuf has.
LONGEST = dt.timedelta(seconds=315_576_000_000)


class Label(StrEnum):
    """A few words."""

    RED = "red"
    DARK_BLUE = "dark-blue"


@given(value=st.uuids())
def test_identifiers_come_back(value: UUID) -> None:
    assert codecs.IDENTIFIER.read(codecs.IDENTIFIER.write(value)) == value


@given(values=st.lists(st.uuids()).map(tuple))
def test_lists_of_identifiers_come_back(values: tuple[UUID, ...]) -> None:
    assert codecs.IDENTIFIERS.read(codecs.IDENTIFIERS.write(values)) == values


@given(value=st.datetimes(timezones=st.just(dt.UTC)))
def test_moments_come_back(value: dt.datetime) -> None:
    message = Timestamp()
    message.FromDatetime(value)

    assert codecs.MOMENT.read(message) == value


@given(value=st.timedeltas(min_value=-LONGEST, max_value=LONGEST))
def test_durations_come_back(value: dt.timedelta) -> None:
    message = Duration()
    message.FromTimedelta(value)

    assert codecs.DURATION.read(message) == value


@given(value=st.dates())
def test_days_come_back(value: dt.date) -> None:
    assert codecs.DAY.read(codecs.DAY.write(value)) == value


@given(value=st.times())
def test_times_of_day_come_back(value: dt.time) -> None:
    assert codecs.TIME_OF_DAY.read(codecs.TIME_OF_DAY.write(value)) == value


@given(value=DOCUMENTS)
def test_documents_come_back(value: Any) -> None:
    assert codecs.DOCUMENT.read(codecs.DOCUMENT.write(value)) == value


@given(value=st.decimals(min_value=-(10**38), max_value=10**38, places=2))
def test_decimals_come_back_digit_by_digit(value: Decimal) -> None:
    text = MONEY.write(value)

    assert isinstance(text, str)
    assert MONEY.read(text) == value
    assert str(MONEY.read(text)) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("1", "1.00"), ("1.5", "1.50"), ("-0", "-0.00"), ("1e2", "100.00"), ("1.000", "1.00")],
)
def test_decimals_are_filled_up_to_their_scale(text: str, value: str) -> None:
    assert str(MONEY.read(text)) == value


@pytest.mark.parametrize(
    "text", ["1.001", "NaN", "sNaN", "Infinity", "1e401", "1e-401", "1e999999999", "9" * 200]
)
def test_decimals_that_do_not_fit_are_left_to_the_rules(text: str) -> None:
    assert str(MONEY.read(text)) == str(Decimal(text))


@given(value=st.sampled_from(Label))
def test_choices_come_back(value: Label) -> None:
    codec = _labels()

    assert codec.read(codec.write(value)) is value


@pytest.mark.parametrize("number", [0, 99, -1])
def test_a_choice_that_is_none_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="must be one of red, dark-blue"):
        _labels().read(number)


@pytest.mark.parametrize(
    ("codec", "message", "said"),
    [
        (codecs.IDENTIFIER, "1", "must be a UUID"),
        (codecs.IDENTIFIERS, [str(UUID(int=1)), ""], "must be a UUID"),
        (codecs.DAY, "2026-02-30", "must be a day"),
        (codecs.DAY, "", "must be a day"),
        (codecs.TIME_OF_DAY, "12:30Z", "must be a time of day without a zone"),
        (codecs.TIME_OF_DAY, "25:00", "must be a time of day without a zone"),
        (codecs.MOMENT, Timestamp(seconds=2**60), "must be a time of the years 1 to 9999"),
        (codecs.MOMENT, Timestamp(nanos=-1), "must be a time of the years 1 to 9999"),
        (codecs.DURATION, Duration(seconds=2**60), "must be a duration of at most"),
        (codecs.DOCUMENT, "", "must be a JSON document"),
        (codecs.DOCUMENT, "{", "must be a JSON document"),
        (codecs.DOCUMENT, "[" * 100_000, "must be a JSON document"),
        (MONEY, "", "must be a decimal number"),
        (MONEY, "1,5", "must be a decimal number"),
    ],
)
def test_says_what_a_malformed_value_must_be(
    codec: codecs.Codec, message: object, said: str
) -> None:
    with pytest.raises(ValueError, match=f"^{said}"):
        codec.read(message)


def test_a_document_has_no_numbers_that_json_has_not() -> None:
    value: Any = codecs.DOCUMENT.read("[1e999]")

    assert math.isinf(value[0])


def _labels() -> codecs.Codec:
    return codecs.choice(Label, _Declared())


@dataclass
class _Value:
    """Has the shape of a value of an enumeration."""

    name: str
    number: int


class _Declared:
    """Has the shape of the descriptor of an enumeration, with a zero that stands for none."""

    def __init__(self) -> None:
        words = ("UNSPECIFIED", *Label.__members__)
        self.values = [_Value(f"LABEL_{word}", number) for number, word in enumerate(words)]
        self.values_by_number = {value.number: value for value in self.values}
