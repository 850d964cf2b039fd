"""Is the process alive, and is it ready to answer? For probes and load balancers."""

from collections.abc import Sequence
from typing import Literal

import structlog
from fastapi import APIRouter
from pydantic import BaseModel
from starlette.responses import Response

from app.application.ports.readiness import ReadinessCheck
from app.application.readiness import find_unready
from app.domain.errors import FieldError
from app.interfaces.http.problems import Failure, render, responses

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
        unready = await find_unready(readiness)
        for name, error in unready.items():
            _log.warning("readiness_check_failed", check=name, exc_info=error)
        return _not_ready(list(unready)) if unready else Health()

    return router


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
