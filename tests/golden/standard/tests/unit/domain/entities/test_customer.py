"""The rules of customers."""

import datetime as dt

from tests.suites.rules import RulesSuite


class TestCustomerRules(RulesSuite):
    name = "customer"
    wrong = (
        (
            "created_at",
            dt.datetime(2026, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        ),
        (
            "name",
            "x" * 101,
        ),
        (
            "name",
            "\x00",
        ),
        (
            "name",
            "",
        ),
        (
            "email",
            "nobody",
        ),
        (
            "email",
            "\x00@example.com",
        ),
    )
