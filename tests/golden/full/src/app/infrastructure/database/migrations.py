"""Migrations, run with Alembic from the folder `migrations` of the project."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.script.revision import RevisionError
from alembic.util import CommandError
from sqlalchemy import Connection, make_url

from app.domain.errors import Conflict, NotFound, Unavailable
from app.infrastructure.database.dialect import migrate
from app.infrastructure.database.settings import DatabaseSettings
from app.infrastructure.database.violations import UNREACHABLE

Result = TypeVar("Result")

FOLDER = Path(__file__).resolve().parents[4] / "migrations"


@dataclass(frozen=True, slots=True)
class MigrationStatus:
    """Where the database is and where the code wants it to be; all are revision identifiers."""

    current: tuple[str, ...]
    heads: tuple[str, ...]
    pending: tuple[str, ...]

    @property
    def at_head(self) -> bool:
        """Tell whether there is nothing to do."""
        return set(self.current) == set(self.heads)

    @property
    def problem(self) -> str:
        """Say what is wrong with the files of the migrations; empty if nothing is."""
        return _problem(self.heads)


class Migrations:
    """Changes the schema. Processes that migrate at the same time wait for each other."""

    def __init__(self, settings: DatabaseSettings, folder: Path = FOLDER) -> None:
        self._settings = settings
        self._config = Config()
        self._config.set_main_option("script_location", str(folder))
        self._script = ScriptDirectory.from_config(self._config)

    def upgrade(self, target: str = "head") -> None:
        """Apply migrations up to `target`."""
        self._run(lambda connection: self._upgrade(connection, target))

    def downgrade(self, target: str = "-1") -> None:
        """Revert migrations down to `target`; `-1` is one step, `base` all."""
        self._run(lambda connection: self._downgrade(connection, target))

    def status(self) -> MigrationStatus:
        """Compare the database with the files."""
        return self._run(self._status)

    def require_one_head(self) -> None:
        """Raise `Conflict` if two branches have each added a migration and nobody joined them."""
        problem = _problem(self._script.get_heads())
        if problem:
            raise Conflict(problem, code="several_heads")

    def _run(self, work: Callable[[Connection], Result]) -> Result:
        try:
            return migrate(self._settings, work)
        except Unavailable as error:
            if error.code != UNREACHABLE:
                raise
            message = f"database.url: {_address(self._settings)} cannot be used: {_reason(error)}"
            raise Unavailable(message, code=UNREACHABLE) from error

    def _upgrade(self, connection: Connection, target: str) -> None:
        self.require_one_head()
        self._config.attributes["connection"] = connection
        with _understood(target):
            command.upgrade(self._config, target)

    def _downgrade(self, connection: Connection, target: str) -> None:
        self._config.attributes["connection"] = connection
        step = self._step_down(connection) if target == "-1" else target
        with _understood(target):
            command.downgrade(self._config, step)

    def _step_down(self, connection: Connection) -> str:
        """Return what leads down one step, also from a migration that joins branches."""
        applied = self._history(MigrationContext.configure(connection).get_current_heads())
        newest = self._script.get_revision(applied[0]) if applied else None
        if newest is None:
            raise Conflict("no migration is applied that could be reverted", code="nothing_applied")
        if isinstance(newest.down_revision, tuple):
            return str(newest.down_revision[0])
        return f"{newest.revision}@-1"

    def _status(self, connection: Connection) -> MigrationStatus:
        current = MigrationContext.configure(connection).get_current_heads()
        heads = tuple(self._script.get_heads())
        applied = self._history(current)
        pending = [revision for revision in self._history(heads) if revision not in applied]
        return MigrationStatus(tuple(current), heads, tuple(reversed(pending)))

    def _history(self, revisions: Sequence[str]) -> list[str]:
        """Return these revisions and all before them, the newest first."""
        try:
            scripts = list(self._script.iterate_revisions(tuple(revisions), "base"))
        except RevisionError as error:
            names = ", ".join(revisions)
            message = f"the database is at {names}, which this version of the service does not know"
            raise Unavailable(message, code="unknown_migration") from error
        return [script.revision for script in scripts]


def _address(settings: DatabaseSettings) -> str:
    """Name the database and its server, without user and password."""
    url = make_url(settings.url.get_secret_value())
    port = f":{url.port}" if url.port else ""
    server = f" at {url.host}{port}" if url.host else ""
    return f"the database {url.database}{server}"


def _reason(error: BaseException) -> str:
    """Return what the driver said first; it says nothing when it has waited too long."""
    while error.__cause__ is not None:
        error = error.__cause__
    return str(error.args[-1]) if error.args else "it does not answer in time"


@contextmanager
def _understood(target: str) -> Iterator[None]:
    """Say in our own words that Alembic cannot go there."""
    try:
        yield
    except CommandError as error:
        raise NotFound(f"there is no way to `{target}`: {error}", code="unknown_target") from error


def _problem(heads: Sequence[str]) -> str:
    if len(heads) < 2:
        return ""
    names = ", ".join(heads)
    return f"there are several newest migrations: {names}; `arcana migrations merge` joins them"
