"""What is measured of jobs, in the terms of Prometheus."""

from collections.abc import Callable, Iterable
from functools import cache, cached_property, partial
from typing import Final, TypeVar

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from app.application.jobs.job_type import Priority
from app.application.jobs.record import QueueDepth, Status
from app.infrastructure.jobs.observing import Ending

Meter = TypeVar("Meter", bound=MetricWrapperBase)

_LABELS: Final = ("type", "priority")
# Jobs take from milliseconds to as long as their limit, in seconds.
_BUCKETS: Final = (0.005, 0.02, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 300.0, 1800.0)


class JobMetrics:
    """Implements `Observer`. Each meter is looked up once per type and priority."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._registry = registry

    def enqueued(self, job_type: str, priority: Priority) -> None:
        """Count the job."""
        self._enqueued(job_type, priority).inc()

    def started(self, job_type: str, priority: Priority) -> None:
        """Count the run."""
        self._started(job_type, priority).inc()

    def ended(self, job_type: str, priority: Priority, ending: Ending, *, seconds: float) -> None:
        """Count the run by how it came out, and how long it took."""
        self._ended(job_type, priority, ending).observe(seconds)

    def abandoned(self) -> None:
        """Count the job."""
        self._abandoned.inc()

    @cached_property
    def _enqueued(self) -> Callable[[str, Priority], Counter]:
        text = "Jobs that were stored, those whose transaction was rolled back included."
        counter = Counter("jobs_enqueued", text, _LABELS, registry=self._registry)
        return cache(partial(_meter, counter))

    @cached_property
    def _started(self) -> Callable[[str, Priority], Counter]:
        counter = Counter("job_runs", "Runs that began.", _LABELS, registry=self._registry)
        return cache(partial(_meter, counter))

    @cached_property
    def _ended(self) -> Callable[[str, Priority, Ending], Histogram]:
        histogram = Histogram(
            "job_run_seconds",
            "How long runs took, by how they came out.",
            (*_LABELS, "outcome"),
            buckets=_BUCKETS,
            registry=self._registry,
        )
        return cache(partial(_meter, histogram))

    @cached_property
    def _abandoned(self) -> Counter:
        text = "Jobs that were taken away from silent workers."
        return Counter("jobs_abandoned", text, registry=self._registry)


def _meter(metric: Meter, job_type: str, priority: Priority, *more: str) -> Meter:
    return metric.labels(job_type, priority.name.lower(), *more)


def measure(depths: Iterable[QueueDepth]) -> Iterable[Metric]:
    """Return the gauges of a queue: of all processes, since it is the same for all."""
    number = GaugeMetricFamily(
        "jobs",
        "Jobs that have not ended, or are dead; every process tells the same.",
        labels=(*_LABELS, "status"),
    )
    oldest = GaugeMetricFamily(
        "jobs_oldest_seconds",
        "How long the oldest job has been waiting; every process tells the same.",
        labels=_LABELS,
    )
    for depth in depths:
        labels = (depth.type, depth.priority.name.lower())
        number.add_metric((*labels, depth.status.value), depth.number)
        if depth.status is Status.WAITING:
            oldest.add_metric(labels, depth.oldest.total_seconds())
    return (number, oldest)
