"""Is the process alive, and is it ready to answer? For probes and load balancers."""

import asyncio
from collections.abc import Sequence
from typing import Literal

import structlog
from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from app.application.ports.readiness import ReadinessCheck
from app.domain.errors import FieldError
from app.interfaces.http.problems import Failure, render, responses

# A probe gives up after a second or a few; a later answer helps nobody.
_TIME_LIMIT = 2.0

_log = structlog.stdlib.get_logger()


class Health(BaseModel):
    """All is well."""

    status: Literal["ok"] = "ok"


def make_router(readiness: Sequence[ReadinessCheck]) -> APIRouter:
    """Build `/live` and `/ready`."""
    router = APIRouter(tags=["health"])

    @router.get("/live", summary="Is the process alive?")
    async def live() -> Health:
        return Health()

    @router.get(
        "/ready",
        summary="Can it answer requests?",
        response_model=Health,
        responses=responses(503),
    )
    async def ready() -> Health | Response:
        results = await asyncio.gather(*(_check(check) for check in readiness))
        failed = [name for name in results if name is not None]
        return _not_ready(failed) if failed else Health()

    return router


async def _check(check: ReadinessCheck) -> str | None:
    try:
        async with asyncio.timeout(_TIME_LIMIT):
            await check.check()
    except Exception:  # noqa: BLE001 - whatever it is, it means not ready
        _log.warning("readiness_check_failed", check=check.name, exc_info=True)
        return check.name
    return None


def _not_ready(names: Sequence[str]) -> Response:
    errors = tuple(FieldError(name, "unavailable", "does not answer") for name in names)
    return render(
        Failure(
            status=503,
            code="not_ready",
            detail=f"Not ready: {', '.join(names)}.",
            errors=errors,
            headers={"retry-after": "1"},
        )
    )
