"""Asks everything that the service depends on."""

import asyncio
from collections.abc import Sequence

from app.application.ports.readiness import ReadinessCheck

# A probe gives up after a second or a few; a later answer helps nobody.
_TIME_LIMIT = 2.0


async def find_unready(checks: Sequence[ReadinessCheck]) -> dict[str, Exception]:
    """Return what does not work, by name, with the reason."""
    results = await asyncio.gather(*(_check(check) for check in checks))
    return {
        check.name: error for check, error in zip(checks, results, strict=True) if error is not None
    }


async def _check(check: ReadinessCheck) -> Exception | None:
    try:
        async with asyncio.timeout(_TIME_LIMIT):
            await check.check()
    except Exception as error:  # noqa: BLE001 - whatever it is, it means not ready
        return error
    return None
