"""Entries of a crontab, as the service understands them."""

from datetime import UTC, datetime
from typing import Final

from arcana_gen.blueprint.errors import InvalidCron

_PARTS: Final = 5
_SOME_DAY: Final = datetime(2024, 1, 1, tzinfo=UTC)


def cron_expression(text: str) -> str:
    """The expression with single blanks; raises InvalidCron."""
    from cronsim import CronSim, CronSimError

    parts = text.split()
    expression = " ".join(parts)
    if len(parts) != _PARTS:
        raise InvalidCron(expression=text, problem=f"it has {len(parts)} of {_PARTS} parts")
    try:
        comes = next(CronSim(expression, _SOME_DAY), None)
    except CronSimError as error:
        problem = str(error)
        raise InvalidCron(expression=text, problem=problem[:1].lower() + problem[1:]) from None
    if comes is None:
        raise InvalidCron(expression=text, problem="that never comes")
    return expression
