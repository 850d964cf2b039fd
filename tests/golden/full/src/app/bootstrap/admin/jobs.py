"""Jobs."""

from collections.abc import Iterable

from prometheus_client.metrics_core import Metric

from app.bootstrap.admin import AdminPart
from app.bootstrap.container import Infrastructure
from app.infrastructure.jobs.metrics import measure
from app.interfaces.http.admin.jobs import acting, looking, page


def make_part(infrastructure: Infrastructure) -> AdminPart:
    """Return the API, the page and the depths of the queue."""
    administration = infrastructure.job_administration

    async def measure_depths() -> Iterable[Metric]:
        return measure(await administration.depths())

    return AdminPart(
        routers=(acting.make_router(administration), looking.make_router(administration)),
        routes=page.make_routes(),
        measure=measure_depths,
    )
