"""How long to wait before a job is run again."""

import datetime as dt
from random import uniform

from app.application.jobs.job_type import Retries


def pause_after(attempt: int, retries: Retries) -> dt.timedelta:
    """Return a random pause: exponential backoff with full jitter.

    Source: Marc Brooker, "Exponential Backoff And Jitter", AWS Architecture Blog, 2015.
    """
    base, cap = retries.base.total_seconds(), retries.cap.total_seconds()
    try:
        longest = min(cap, base * retries.factor ** (attempt - 1))
    except OverflowError:
        longest = cap if base else 0
    return dt.timedelta(seconds=uniform(0, longest))  # noqa: S311 - no secret
