"""The rules of tags."""

import datetime as dt

from tests.suites.rules import RulesSuite


class TestTagRules(RulesSuite):
    name = "tag"
    wrong = (
        (
            "created_at",
            dt.datetime(2026, 1, 1, tzinfo=dt.timezone(dt.timedelta(hours=1))),
        ),
        (
            "label",
            "x" * 41,
        ),
        (
            "label",
            "\x00",
        ),
    )
