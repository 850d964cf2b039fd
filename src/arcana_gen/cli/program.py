"""Running one command: the one place where errors become output and exit codes."""

import os
import signal
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

import typer

from arcana_gen.cli.usage import usage_error
from arcana_gen.errors import ArcanaError, FileProblem, OwnFault, Stopped

_INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code: 0 done, 1 failed, 2 wrong usage, 3 conflicts left."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        with _ended_politely():
            return _run(words)
    except ArcanaError as error:
        return _report(error, words)
    except KeyboardInterrupt:
        return _report(Stopped(), words)
    except OSError as error:
        problem = error.strerror or str(error)
        return _report(FileProblem(path=str(error.filename or "a file"), problem=problem), words)
    except Exception as error:
        if os.environ.get("ARCANA_DEBUG"):
            raise
        return _report(OwnFault(problem=f"{type(error).__name__}: {error}"), words)


def _run(words: list[str]) -> int:
    from arcana_gen.cli.app import make_app

    command = typer.main.get_command(make_app(words))
    try:
        code = command.main(args=words, prog_name="arcana", standalone_mode=False)
    except typer.TyperException as error:
        raise usage_error(error, words) from None
    if code == _INTERRUPTED:  # what Typer makes of Ctrl-C
        raise Stopped
    return code if isinstance(code, int) else 0


def _report(error: ArcanaError, words: Sequence[str]) -> int:
    if "--json" in words:
        from arcana_gen.console import error_document, print_document

        print_document(error_document(error))
    else:
        from arcana_gen.console import show_error

        show_error(error)
    return error.exit_code


@contextmanager
def _ended_politely() -> Iterator[None]:
    """Make SIGTERM and SIGHUP end the command as Ctrl-C does, so that nothing is left behind."""

    def stop(_number: int, _frame: FrameType | None) -> NoReturn:
        # Not an `Exception`, which a library on the way might take for its own.
        raise KeyboardInterrupt

    signals = (signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, stop) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, signal.SIG_DFL if handler is None else handler)
