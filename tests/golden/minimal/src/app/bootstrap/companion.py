"""What a process serves beside HTTP or in its place, by the same services."""

from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass

from app.bootstrap import companions
from app.bootstrap.backend import Backend
from app.bootstrap.discovery import discover_modules
from app.bootstrap.settings import Settings
from app.interfaces.http.app import Addition


def _accept(_settings: Settings) -> None:
    """Have nothing against any settings."""


def _open_nothing(_settings: Settings, _backend: Backend) -> AbstractAsyncContextManager[object]:
    return nullcontext()


def _add_nothing(_settings: Settings, _backend: Backend) -> Addition:
    return Addition(routes=())


def _listen_nowhere(_settings: Settings) -> Sequence[tuple[str, int]]:
    return ()


def _need_no_time(_settings: Settings) -> float:
    return 0


def _leave_it_to_others(_settings: Settings) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Companion:
    """The `COMPANION` of a module in `companions`, which says what concerns it and nothing else.

    Attributes:
        check: refuses settings that cannot be used by `StartError`, and changes nothing
        listens_on: returns the hosts and ports that it listens on
        open: serves while the context is open
        make_addition: returns what HTTP answers beside the entities
        grace: returns how long what runs may take to end, in seconds
        serve_alone: serves in place of HTTP until the process is told to stop; returns whether
    """

    check: Callable[[Settings], None] = _accept
    listens_on: Callable[[Settings], Sequence[tuple[str, int]]] = _listen_nowhere
    open: Callable[[Settings, Backend], AbstractAsyncContextManager[object]] = _open_nothing
    make_addition: Callable[[Settings, Backend], Addition] = _add_nothing
    grace: Callable[[Settings], float] = _need_no_time
    serve_alone: Callable[[Settings], bool] = _leave_it_to_others


def find_companions() -> list[Companion]:
    """Return those of all modules: a new one edits no file."""
    return list(discover_modules(companions.__name__, attribute="COMPANION").values())
