"""What is counted, in the format of Prometheus: for all processes that share a folder."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from prometheus_client import CollectorRegistry, generate_latest, values
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_VARIABLE = "PROMETHEUS_MULTIPROC_DIR"


class Metrics:
    """Counts of this process, and of all that share a folder with it.

    Counters and histograms belong into `registry`. They are made when they are first needed: what
    is made before `sharing` counts in this process alone. Gauges are given to `write` by those who
    know them, so none of a dead process lingers.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._folder: Path | None = None

    @contextmanager
    def sharing(self, folder: Path) -> Iterator[None]:
        """Count in files of the folder while the context is open; those of the dead stay there."""
        own = values.ValueClass
        os.environ[_VARIABLE] = str(folder)
        values.ValueClass = values.MultiProcessValue()  # type: ignore[no-untyped-call]  # it has no types
        self._folder = folder
        try:
            yield
        finally:
            self._folder = None
            values.ValueClass = own
            del os.environ[_VARIABLE]

    def write(self, gauges: Iterable[Metric] = ()) -> bytes:
        """Return everything as text."""
        registry = CollectorRegistry()
        registry.register(_Given(gauges))
        if self._folder is None:
            registry.register(_Given(self.registry.collect()))
        else:
            folder = str(self._folder)
            MultiProcessCollector(registry, folder)  # type: ignore[no-untyped-call]  # the same
        return generate_latest(registry)


class _Given(Collector):
    def __init__(self, metrics: Iterable[Metric]) -> None:
        self._metrics = list(metrics)

    def collect(self) -> Iterable[Metric]:
        return self._metrics
