"""The HTTP application: routes, the layers around them, and what it says about itself."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.routing import BaseRoute
from starlette.types import Lifespan

from app.application.ports.readiness import ReadinessCheck
from app.interfaces.http import docs, health
from app.interfaces.http.dispatch import CollectionDispatcher
from app.interfaces.http.middleware.access_log import AccessLogMiddleware
from app.interfaces.http.middleware.body_limit import BodyLimitMiddleware
from app.interfaces.http.middleware.errors import ErrorMiddleware
from app.interfaces.http.middleware.request_format import RequestFormatMiddleware
from app.interfaces.http.middleware.request_id import RequestIdMiddleware
from app.interfaces.http.middleware.security_headers import SecurityHeadersMiddleware
from app.interfaces.http.middleware.time_limit import TimeLimitMiddleware
from app.interfaces.http.openapi import DocumentedApi
from app.interfaces.http.settings import HttpSettings

API_PREFIX = "/api/v1/"


@dataclass(frozen=True, slots=True)
class About:
    """What the service says about itself."""

    title: str = "Service"
    version: str = "0.0.0"
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Addition:
    """What another interface offers on the port of HTTP, and the headers that its clients use.

    Answers at the paths of `endless` may take any time: their routes bound what needs a bound.
    """

    routes: Sequence[BaseRoute]
    request_headers: Sequence[str] = ()
    response_headers: Sequence[str] = ()
    endless: Sequence[str] = ()


def make_app(
    *,
    routers: Sequence[APIRouter],
    settings: HttpSettings,
    additions: Sequence[Addition] = (),
    readiness: Sequence[ReadinessCheck] = (),
    about: About | None = None,
    lifespan: Lifespan[FastAPI] | None = None,
) -> FastAPI:
    """Build the application around the routers of the entities."""
    about = about or About()
    app = DocumentedApi(
        title=about.title,
        version=about.version,
        description=about.description,
        lifespan=lifespan,
        middleware=_layers(settings, additions),
        redirect_slashes=False,
        openapi_url=None,
        # FastAPI's own instrumentation costs time on every request, even while nothing listens.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    added = [route for addition in additions for route in addition.routes]
    own = [route for router in routers for route in router.routes]
    app.router.routes.extend(_routes([*own, *added], API_PREFIX))
    app.router.routes.extend(_routes(health.make_router(readiness).routes, "/"))
    if settings.docs:
        app.router.routes.extend(docs.make_routes(about.title, app.openapi))
    return app


def _routes(routes: Sequence[BaseRoute], prefix: str) -> list[BaseRoute]:
    """Put what answers requests behind a look-up; WebSockets and mounts are matched one by one."""
    answering = [route for route in routes if isinstance(route, APIRoute)]
    others = [route for route in routes if not isinstance(route, APIRoute)]
    return [CollectionDispatcher(prefix, answering), *others]


def _layers(settings: HttpSettings, additions: Sequence[Addition]) -> list[Middleware]:
    """Return the layers around every request, the outermost first."""
    layers = [
        Middleware(RequestIdMiddleware),
        Middleware(AccessLogMiddleware),
        Middleware(SecurityHeadersMiddleware),
    ]
    if settings.cors_origins:
        layers.append(_cors(settings, additions))
    endless = [path for addition in additions for path in addition.endless]
    return [
        *layers,
        Middleware(ErrorMiddleware),
        Middleware(TimeLimitMiddleware, seconds=settings.request_timeout, endless=endless),
        Middleware(BodyLimitMiddleware, limit=settings.max_body_size),
        Middleware(RequestFormatMiddleware, prefix=API_PREFIX),
    ]


def _cors(settings: HttpSettings, additions: Sequence[Addition]) -> Middleware:
    sent = [header for addition in additions for header in addition.request_headers]
    shown = [header for addition in additions for header in addition.response_headers]
    return Middleware(
        CORSMiddleware,
        allow_origins=settings.cors_origins,
        allow_methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"],
        allow_headers=["content-type", "if-match", "if-none-match", "x-request-id", *sent],
        expose_headers=["etag", "location", "retry-after", "x-request-id", *shown],
    )
