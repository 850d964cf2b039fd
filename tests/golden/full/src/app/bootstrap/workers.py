"""Processes that do the same work, kept alive until this one is told to stop."""

import multiprocessing
import signal
import threading
from collections.abc import Callable
from multiprocessing.context import SpawnProcess
from types import FrameType

import structlog

# How often it is looked whether all are alive, in seconds.
_INTERVAL = 0.5

_log = structlog.stdlib.get_logger()


def run_workers(target: Callable[[], None], *, number: int) -> None:
    """Run `target` in `number` processes, or in this one if it is one."""
    if number == 1:
        target()
        return
    _Workers(target, number).run()


class _Workers:
    """Starts processes again that have died, until a signal comes; then all are told to stop."""

    def __init__(self, target: Callable[[], None], number: int) -> None:
        self._target = target
        self._number = number
        self._stopped = threading.Event()

    def run(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._stop)
        processes = [self._start() for _ in range(self._number)]
        while not self._stopped.wait(_INTERVAL):
            processes = [
                process if process.is_alive() else self._replace(process) for process in processes
            ]
        for process in processes:
            process.terminate()
        for process in processes:
            process.join()

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        self._stopped.set()

    def _start(self) -> SpawnProcess:
        process = multiprocessing.get_context("spawn").Process(target=self._target)
        process.start()
        return process

    def _replace(self, process: SpawnProcess) -> SpawnProcess:
        _log.error("worker_died", exit_code=process.exitcode)
        return self._start()
