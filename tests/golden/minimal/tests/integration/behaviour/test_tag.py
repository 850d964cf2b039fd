"""What clients can rely on about tags."""

from tests.factories.tag import make_body
from tests.suites.behaviour import BehaviourSuite


class TestTagBehaviour(BehaviourSuite):
    name = "tag"
    unique = ("label",)
    required = ("label",)
    wrong = (
        (
            "label",
            "x" * 41,
        ),
        (
            "label",
            "\x00",
        ),
    )
    make_body = make_body
