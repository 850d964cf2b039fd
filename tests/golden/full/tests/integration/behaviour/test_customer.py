"""What clients can rely on about customers."""

from tests.factories.customer import make_body
from tests.suites.soft_delete.behaviour import BehaviourSuite


class TestCustomerBehaviour(BehaviourSuite):
    name = "customer"
    unique = ("email",)
    required = (
        "name",
        "email",
    )
    wrong = (
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
    make_body = make_body
