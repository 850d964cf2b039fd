"""What time it is, for names and heads of migrations."""

import os
from datetime import UTC, datetime

from arcana_gen.errors import WrongUsage


def now() -> datetime:
    """The time in UTC; `SOURCE_DATE_EPOCH` sets it where results must repeat to the byte."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH")
    if fixed is None:
        return datetime.now(UTC)
    try:
        return datetime.fromtimestamp(int(fixed), UTC)
    except (ValueError, OverflowError):
        problem = f"`SOURCE_DATE_EPOCH` is `{fixed}`, not a number of seconds"
        raise WrongUsage(problem=problem) from None
