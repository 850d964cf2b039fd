"""The rules of orders."""

import datetime as dt
from decimal import Decimal
from uuid import UUID

from tests.suites.rules import RulesSuite


class TestOrderRules(RulesSuite):
    name = "order"
    wrong = (
        (
            "created_at",
            dt.datetime(2026, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        ),
        (
            "number",
            "x" * 33,
        ),
        (
            "number",
            "\x00",
        ),
        (
            "total",
            Decimal("NaN"),
        ),
        (
            "total",
            Decimal("1e-3"),
        ),
        (
            "total",
            Decimal("1e10"),
        ),
        (
            "total",
            Decimal(0) - 1,
        ),
        (
            "tag_ids",
            (UUID(int=1), UUID(int=1)),
        ),
        (
            "placed_at",
            dt.datetime(2026, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        ),
        (
            "note",
            "x" * 100001,
        ),
        (
            "note",
            "\x00",
        ),
    )
