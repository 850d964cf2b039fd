"""What the work in progress belongs to, so that every log line about it can be found again."""

import re
import time
from contextvars import ContextVar
from random import getrandbits

# The identifier of the request being answered; empty outside of requests.
REQUEST_ID: ContextVar[str] = ContextVar("request_id", default="")

# When it must be answered, in seconds of `time.monotonic`.
DEADLINE: ContextVar[float | None] = ContextVar("deadline", default=None)

_USABLE = re.compile(r"[\x21-\x7e]{1,128}")


def is_usable(request_id: str) -> bool:
    """Return whether an identifier of a client can be taken over."""
    return _USABLE.fullmatch(request_id) is not None


def new_request_id() -> str:
    """Return an identifier for a request whose client sent none."""
    # A name, not a secret: guessable bits will do, and they are the fastest.
    return f"{getrandbits(128):032x}"


def remaining(*, at_most: float) -> float:
    """Return the seconds that are left for the request being answered, if less than `at_most`."""
    deadline = DEADLINE.get()
    return at_most if deadline is None else max(0.0, min(at_most, deadline - time.monotonic()))
