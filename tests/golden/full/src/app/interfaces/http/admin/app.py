"""The application behind the admin port."""

from collections.abc import Awaitable, Callable, Sequence

from fastapi import APIRouter, FastAPI
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from app.application.ports.readiness import ReadinessCheck
from app.interfaces.http import health
from app.interfaces.http.admin.guard import GuardMiddleware
from app.interfaces.http.admin.settings import AdminSettings
from app.interfaces.http.middleware.body_limit import BodyLimitMiddleware
from app.interfaces.http.middleware.errors import ErrorMiddleware
from app.interfaces.http.middleware.request_id import RequestIdMiddleware
from app.interfaces.http.middleware.security_headers import SecurityHeadersMiddleware
from app.interfaces.http.middleware.time_limit import TimeLimitMiddleware
from app.interfaces.http.openapi import DocumentedApi

# Whoever asks for more than this, or waits longer, is no operator.
_MAX_BODY = 65_536
_TIME_LIMIT = 30.0

Measure = Callable[[], Awaitable[Response]]


def make_admin_app(
    *,
    settings: AdminSettings,
    measure: Measure,
    routers: Sequence[APIRouter] = (),
    routes: Sequence[BaseRoute] = (),
    readiness: Sequence[ReadinessCheck] = (),
) -> FastAPI:
    """Build the application; `measure` answers `/metrics`."""
    names = frozenset({"localhost", settings.host, *settings.names})
    app = DocumentedApi(
        middleware=[
            Middleware(RequestIdMiddleware),
            Middleware(SecurityHeadersMiddleware),
            Middleware(ErrorMiddleware),
            Middleware(GuardMiddleware, names=names),
            Middleware(TimeLimitMiddleware, seconds=_TIME_LIMIT),
            Middleware(BodyLimitMiddleware, limit=_MAX_BODY),
        ],
        redirect_slashes=False,
        openapi_url=None,
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )

    async def show_metrics(_: Request) -> Response:
        return await measure()

    app.router.routes.append(Route("/metrics", show_metrics))
    app.router.routes.extend(routes)
    for router in (health.make_router(readiness), *routers):
        app.include_router(router)
    return app
