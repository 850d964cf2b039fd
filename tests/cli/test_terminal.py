"""A real terminal: there questions are asked, and colours and progress are shown."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

ENTER = "\r"


def run_in_terminal(*words: str, keys: tuple[tuple[str, str], ...] = ()) -> tuple[int, str]:
    """Run a command in a terminal; type each of the keys once the text before it is shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "arcana_gen", *words], stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown, waiting, deadline = "", list(keys), time.monotonic() + 60
    while time.monotonic() < deadline:
        if select.select([ours], [], [], 0.1)[0]:
            try:
                piece = os.read(ours, 65536).decode(errors="replace")
            except OSError:  # the other side is closed
                break
            if not piece:
                break
            shown += piece
        if waiting and waiting[0][0] in shown.rpartition("\0")[2]:
            os.write(ours, waiting.pop(0)[1].encode())
            shown += "\0"
    os.close(ours)
    return process.wait(timeout=30), shown.replace("\0", "")


@pytest.fixture(autouse=True)
def _in_terminal(tiny: Path, work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert tiny.is_dir()
    assert work.is_dir()
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("PROMPT_TOOLKIT_NO_CPR", "1")


def test_asks_for_what_was_not_given(work: Path) -> None:
    flags = ("--no-install", "--no-git", "--preset", "minimal", "--author", "Ann", "--no-docs")
    keys = (
        ("Name of the service", f"shop{ENTER}"),
        ("Where the data lives", ENTER),
        ("How many processes", f"4{ENTER}"),
        ("Describe an entity now?", "n"),
    )

    code, shown = run_in_terminal("new", *flags, keys=keys)

    assert code == 0, shown
    assert "workers: 24" in (work / "shop" / ".copier-answers.yml").read_text()


def test_yes_asks_nothing(work: Path) -> None:
    code, shown = run_in_terminal("new", "shop", "--no-install", "--no-git", "--yes")

    assert code == 0, shown
    assert (work / "shop").is_dir()


def test_ctrl_c_at_a_question_ends_the_command(work: Path) -> None:
    code, shown = run_in_terminal("new", "shop", keys=(("How much to start with", "\x03"),))

    assert code == 130, shown
    assert "stopped; nothing was changed" in shown
    assert list(work.iterdir()) == []


def test_shows_that_it_works_on_the_lock() -> None:
    _, shown = run_in_terminal("new", "shop", "--yes", "--no-git")

    assert "Locking the dependencies" in shown


def test_colours_are_for_terminals_that_want_them(monkeypatch: pytest.MonkeyPatch) -> None:
    _, coloured = run_in_terminal("add", "entity", "Order")
    monkeypatch.setenv("NO_COLOR", "1")
    _, plain = run_in_terminal("add", "entity", "Order")

    assert "\x1b[1;31merror" in coloured
    assert "31m" not in plain
