"""Measures queues: how many jobs a second are enqueued and run, and how soon on an idle system.

The job does nothing. One worker process runs it, with the same concurrency in each queue, and each
queue keeps the job of a worker that dies: that is what they have to have in common. The peers need
`streaq`, `taskiq-redis` and `procrastinate[psycopg]`, and a Redis server that may be emptied.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median
from typing import Final

from benchmarks.comparison import Figures, compare
from benchmarks.databases import MysqlPlace, Place, PostgresqlPlace, SqlitePlace
from benchmarks.queues import tally

_ROOT: Final = Path(__file__).parents[1]
_PATIENCE: Final = 120.0
_WARM_UP: Final = 3.0
# Jobs on an idle system: how many, and with which pause between them, in seconds.
_SINGLE: Final = 100
_PAUSE: Final = 0.1
_HANDLER: Final = '''"""Runs the job `noop`."""

from app.application.jobs.payloads.noop import NOOP, Noop
from app.application.jobs.run import Handler, Run, Services
from benchmarks.queues.tally import count


def make_handler(_: Services) -> Handler[Noop]:
    """Return the handler."""

    async def run(payload: Noop, _: Run) -> None:
        count(payload.at)

    return Handler(job=NOOP, run=run)
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """How a queue is filled, and how its worker is started."""

    name: str
    send: tuple[str, ...]
    work: tuple[str, ...]
    folder: Path = _ROOT
    environment: Mapping[str, str] = field(default_factory=dict)

    def variables(self) -> dict[str, str]:
        """Return the environment of its processes."""
        path = os.pathsep.join([str(self.folder / "src"), str(_ROOT)])
        return {**os.environ, "PYTHONPATH": path, **self.environment}


def main() -> None:
    """Measure what the command line asks for."""
    options = _parse()
    figures = Figures()
    with tempfile.TemporaryDirectory() as name:
        for number in range(options.rounds):
            for make in (_MAKERS[queue] for queue in options.queues):
                folder = Path(name) / f"{number}-{make.__name__}"
                folder.mkdir()
                _measure(make(folder, options), options, folder / "tally.json", figures)
    names = [_MAKERS[queue].__name__.strip("_") for queue in options.queues]
    print(compare(figures, who=names, base=names[-1], unit="median"))


def _measure(queue: Queue, options: argparse.Namespace, file: Path, figures: Figures) -> None:
    figures.add("enqueued a second", queue.name, options.jobs / _send(queue, options.jobs, 0))
    with _working(queue, file, options.jobs):
        started = _wait_for(file)["started"]
    seconds = (started[-1] - started[0]) / 1e9
    figures.add("run a second", queue.name, options.jobs / seconds)
    with _working(queue, file, _SINGLE):
        time.sleep(_WARM_UP)
        _send(queue, _SINGLE, _PAUSE)
        delays = _wait_for(file)["delays"]
    figures.add("milliseconds until one runs", queue.name, median(delays) / 1e6)


def _send(queue: Queue, number: int, pause: float) -> float:
    result = subprocess.run(
        [*queue.send, str(number), str(pause)],
        cwd=queue.folder,
        env=queue.variables(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    return float(result.stdout.split()[-1])


@contextmanager
def _working(queue: Queue, file: Path, number: int) -> Iterator[None]:
    file.unlink(missing_ok=True)
    environment = {**queue.variables(), tally.FILE: str(file), tally.NUMBER: str(number)}
    with file.with_suffix(".log").open("wb") as log:
        process = subprocess.Popen(
            queue.work, cwd=queue.folder, env=environment, stdout=log, stderr=log
        )
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(_PATIENCE)


def _wait_for(file: Path) -> dict[str, list[int]]:
    give_up = time.monotonic() + _PATIENCE
    while not file.exists():
        if time.monotonic() > give_up:
            raise RuntimeError(file.with_suffix(".log").read_text())
        time.sleep(0.05)
    found: dict[str, list[int]] = json.loads(file.read_text())
    return found


def _sqlite(folder: Path, options: argparse.Namespace) -> Queue:
    place = SqlitePlace(folder, "queue")
    return _arcana("sqlite", folder, options, place, "--database", "sqlite", "--jobs", "database")


def _postgresql(folder: Path, options: argparse.Namespace) -> Queue:
    place = PostgresqlPlace(options.postgresql, "benchmark_queue")
    given = ("--database", "postgresql", "--jobs", "database")
    return _arcana("postgresql", folder, options, place, *given)


def _mysql(folder: Path, options: argparse.Namespace) -> Queue:
    place = MysqlPlace(options.mysql, "benchmark_queue")
    given = ("--database", "mysql", "--jobs", "database")
    return _arcana("mysql", folder, options, place, *given)


def _redis(folder: Path, options: argparse.Namespace) -> Queue:
    _empty_redis(options)
    place = SqlitePlace(folder, "queue")
    given = ("--database", "sqlite", "--jobs", "redis")
    queue = _arcana("redis", folder, options, place, *given)
    return replace(queue, environment={**queue.environment, "APP__REDIS__URL": options.redis})


def _arcana(
    name: str, folder: Path, options: argparse.Namespace, place: Place, *given: str
) -> Queue:
    arcana = [str(Path(sys.executable).parent / "arcana")]
    quiet = ["--yes", "--no-git", "--no-install"]
    project = folder / "measured"
    _run([*arcana, "new", "measured", *given, *quiet], folder)
    _run([*arcana, "add", "job", "Noop", "at:bigint"], project)
    (project / "src/app/interfaces/worker/noop.py").write_text(_HANDLER)
    queue = Queue(
        name=name,
        send=(sys.executable, "-m", "benchmarks.queues.arcana"),
        work=(sys.executable, "-m", "app", "worker"),
        folder=project,
        environment={
            "APP__DATABASE__URL": place.url,
            "APP__JOBS__CONCURRENCY": str(options.concurrency),
            "APP__LOGGING__LEVEL": "warning",
        },
    )
    subprocess.run(
        [sys.executable, "-m", "app", "migrate", "up"],
        cwd=project,
        env=queue.variables(),
        check=True,
        capture_output=True,
    )
    return queue


def _streaq(_: Path, options: argparse.Namespace) -> Queue:
    _empty_redis(options)
    programs = Path(sys.executable).parent
    return _peer("streaq", options.redis, options, str(programs / "streaq"), "run", "{}:worker")


def _taskiq(_: Path, options: argparse.Namespace) -> Queue:
    _empty_redis(options)
    limit = str(options.concurrency)
    flags = ("--workers", "1", "--log-level", "ERROR", "--ack-type", "when_saved")
    command = (str(Path(sys.executable).parent / "taskiq"), "worker", "{}:broker", *flags)
    return _peer("taskiq", options.redis, options, *command, "--max-async-tasks", limit)


def _procrastinate(_: Path, options: argparse.Namespace) -> Queue:
    place = PostgresqlPlace(options.postgresql, "benchmark_procrastinate")
    program = str(Path(sys.executable).parent / "procrastinate")
    limit = str(options.concurrency)
    worker = (program, "--app", "{}.app", "worker", "--concurrency", limit)
    queue = _peer("procrastinate", place.url, options, *worker)
    schema = [program, "--app", queue.work[2], "schema", "--apply"]
    subprocess.run(schema, cwd=_ROOT, env=queue.variables(), check=True, capture_output=True)
    return queue


def _peer(name: str, url: str, options: argparse.Namespace, *work: str) -> Queue:
    module = f"benchmarks.queues.{name}_queue"
    return Queue(
        name=name,
        send=(sys.executable, "-m", module),
        work=tuple(part.replace("{}", module) for part in work),
        environment={"QUEUE_URL": url, "QUEUE_CONCURRENCY": str(options.concurrency)},
    )


def _empty_redis(options: argparse.Namespace) -> None:
    import redis

    with redis.Redis.from_url(options.redis) as client:
        client.flushdb()


def _run(command: list[str], folder: Path) -> None:
    subprocess.run(command, cwd=folder, check=True, capture_output=True)


_MAKERS: Final = {
    "sqlite": _sqlite,
    "postgresql": _postgresql,
    "mysql": _mysql,
    "redis": _redis,
    "procrastinate": _procrastinate,
    "streaq": _streaq,
    "taskiq": _taskiq,
}


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("queues", nargs="+", choices=_MAKERS, help="the last one is the base")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=5000)
    parser.add_argument("--concurrency", type=int, default=100)
    parser.add_argument("--postgresql", default="postgresql://postgres@127.0.0.1:5432/postgres")
    parser.add_argument("--mysql", default="mysql://root@127.0.0.1:3306/test")
    parser.add_argument("--redis", default="redis://127.0.0.1:6379/9")
    return parser.parse_args()


if __name__ == "__main__":
    main()
