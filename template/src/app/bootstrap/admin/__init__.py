"""What each concern brings to the admin port: one module per concern, found by its folder."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass

from fastapi import APIRouter
from prometheus_client.metrics_core import Metric
from starlette.routing import BaseRoute


@dataclass(frozen=True, slots=True, kw_only=True)
class AdminPart:
    """Routes, and gauges that are read whenever somebody asks for the metrics."""

    routers: Sequence[APIRouter] = ()
    routes: Sequence[BaseRoute] = ()
    measure: Callable[[], Awaitable[Iterable[Metric]]]
