"""Measures a rendered service over HTTP next to its peers.

GET by id, a list of 20 and POST, at one and at 64 connections, one process each, the same data, in
rounds that alternate between the servers. Every POST that was answered must be in the database.
"""

import argparse
import json
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from benchmarks import servers
from benchmarks.comparison import Figures, compare
from benchmarks.databases import Place, PostgresqlPlace, SqlitePlace
from benchmarks.load import SERIAL, Load, Outcome, request
from benchmarks.projects import PATH, TABLE, render
from benchmarks.servers import Server, running

_ROWS = 1000
_MANY = 100
_ARCANA = "arcana"
_ARCANA_ONE = "1 entity"
_ARCANA_MANY = f"{_MANY} entities"
_TUTORIAL = "tutorial"
_RAW = "raw asyncpg"
_BODY: Mapping[str, object] = {
    "number": SERIAL,
    "total": "1249.90",
    "status": "paid",
    "note": "Leave it with the neighbours, please: the bell does not ring.",
    "placed_at": "2026-01-31T09:30:00Z",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much is measured."""

    rounds: int
    seconds: float
    connections: Sequence[int]


class Subject:
    """A running server, and what it has been asked so far."""

    def __init__(self, server: Server, port: int) -> None:
        self.name = server.name
        self._port = port
        self._place = server.place
        self._sent = 0
        self._created = 0

    def fill(self) -> None:
        """Create the rows that are read."""
        self._post(Load(port=self._port, requests=[_post()], connections=1, times=_ROWS))

    def operations(self) -> Mapping[str, list[str]]:
        """Return the requests of each operation."""
        body = json.loads(servers.get(self._port, PATH))
        items = body["items"] if isinstance(body, dict) else body
        return {
            "GET": [request("GET", f"{PATH}/{item['id']}") for item in items],
            "list of 20": [request("GET", f"{PATH}?limit=20")],
            "POST": [_post()],
        }

    def measure(self, requests: list[str], *, connections: int, seconds: float) -> Outcome:
        """Load it for a while."""
        return self._post(
            Load(
                port=self._port,
                requests=requests,
                connections=connections,
                seconds=seconds,
                warm_up=seconds / 4,
                first_serial=self._sent,
            )
        )

    def verify(self) -> str:
        """Compare what was promised with what is stored."""
        stored = self._place.count(TABLE)
        verdict = "all are there" if stored == self._created else f"but {stored} are there"
        return f"{self.name}: {self._created} POSTs were answered with 201, {verdict}"

    def _post(self, plan: Load) -> Outcome:
        outcome = servers.load(plan)
        self._sent += sum(outcome.answers.values())
        self._created += outcome.answers.get("201", 0)
        failed = {
            status: n for status, n in outcome.answers.items() if status not in {"200", "201"}
        }
        if failed:
            print(f"  {self.name}: {failed} of {outcome.answers}")
        return outcome


def main() -> None:
    """Measure what the command line asks for."""
    options = _parse()
    effort = Effort(rounds=options.rounds, seconds=options.seconds, connections=options.connections)
    with tempfile.TemporaryDirectory() as folder:
        for database in options.databases:
            print(f"\n## {database}\n", flush=True)
            _compare(Path(folder) / database, database, options.postgresql, effort)


def _compare(folder: Path, database: str, address: str, effort: Effort) -> None:
    folder.mkdir()

    def place(name: str) -> Place:
        if database == "postgresql":
            return PostgresqlPlace(address, f"benchmark_{name}")
        return SqlitePlace(folder, name)

    one = render(folder / "one", database=database, entities=1)
    many = render(folder / "many", database=database, entities=_MANY)
    peers = [servers.tutorial(_TUTORIAL, place("tutorial"))]
    if database == "postgresql":
        peers.append(servers.raw(_RAW, place("raw")))
    _measure([*peers, servers.arcana(_ARCANA, one, place("one"))], effort, folder)
    # Fewer connections each, for a server that allows a hundred in all.
    pool = {"APP__DATABASE__POOL_SIZE": "10"} if database == "postgresql" else {}
    sizes = {_ARCANA_ONE: one, _ARCANA_MANY: many}
    _measure(
        [
            servers.arcana(name, project, place(f"size{number}"), **pool)
            for number, (name, project) in enumerate(sizes.items())
        ],
        effort,
        folder,
    )


def _measure(measured: Sequence[Server], effort: Effort, logs: Path) -> None:
    rates, middles = Figures(), Figures()
    with ExitStack() as stack:
        subjects = [
            Subject(server, stack.enter_context(running(server, logs))) for server in measured
        ]
        for subject in subjects:
            subject.fill()
        for _ in range(effort.rounds):
            for connections in effort.connections:
                _alternate(subjects, connections, effort, rates, middles)
    who = [subject.name for subject in subjects]
    print(compare(rates, who=who, base=who[0], unit="requests/s"))
    print()
    print(compare(middles, who=who, base=who[0], unit="median ms"))
    print()
    print("\n".join(subject.verify() for subject in subjects))
    print(flush=True)


def _alternate(
    subjects: Sequence[Subject], connections: int, effort: Effort, rates: Figures, middles: Figures
) -> None:
    operations = {subject: subject.operations() for subject in subjects}
    for what in ("GET", "list of 20", "POST"):
        title = f"{what}, {connections} at once"
        for subject in subjects:
            outcome = subject.measure(
                operations[subject][what], connections=connections, seconds=effort.seconds
            )
            rates.add(title, subject.name, outcome.rate)
            middles.add(title, subject.name, outcome.p50)


def _post() -> str:
    return request("POST", PATH, dict(_BODY))


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("databases", nargs="*", default=["sqlite", "postgresql"])
    parser.add_argument("--postgresql", default="postgresql://postgres@127.0.0.1:5432/postgres")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=3.0)
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 64])
    return parser.parse_args()


if __name__ == "__main__":
    main()
