"""What clients can rely on about orders."""

from tests.factories.order import make_body
from tests.suites.behaviour import BehaviourSuite


class TestOrderBehaviour(BehaviourSuite):
    name = "order"
    unique = ("number",)
    required = (
        "number",
        "total",
        "customer_id",
    )
    optional = ("note",)
    wrong = (
        (
            "number",
            "x" * 33,
        ),
        (
            "number",
            "\x00",
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
    make_body = make_body
