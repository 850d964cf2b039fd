"""Rules that no sample of an entity reaches."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from app.domain import rules
from app.domain.json import JsonValue


@pytest.mark.parametrize("value", [["\ud800"], {"key": "\x00"}, {"\x00": 1}, float("inf")])
def test_a_document_holds_only_what_every_database_can_store(value: JsonValue) -> None:
    assert rules.document(value) is not None


def test_a_document_may_hold_any_other_text() -> None:
    assert rules.document({"key": ["é", "日本", "😀", None, 1.5]}) is None


@pytest.mark.parametrize("text", ["0", "0.00", "-0.01", "999.99", "1e2"])
def test_a_decimal_may_use_all_its_digits(text: str) -> None:
    assert rules.ExactDecimal(precision=5, scale=2)(Decimal(text)) is None


@pytest.mark.parametrize("text", ["1000", "0.001", "1e3", "Infinity", "-1000.00"])
def test_a_decimal_has_no_more_digits_than_its_column(text: str) -> None:
    assert rules.ExactDecimal(precision=5, scale=2)(Decimal(text)) is not None


@pytest.mark.parametrize("text", ["http://[", "https://", "ftp://example.com", "example.com"])
def test_a_url_has_a_scheme_and_a_host(text: str) -> None:
    assert rules.Url()(text) is not None


def test_sorts_values_whose_order_means_nothing() -> None:
    @dataclass(frozen=True, slots=True)
    class Team:
        members: tuple[int, ...]

        def __post_init__(self) -> None:
            rules.sort(self, "members")

    assert Team(members=(3, 1, 2)) == Team(members=(1, 2, 3))
