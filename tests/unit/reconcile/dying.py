"""Kill a function after its n-th change of the file system, for every n, and look at the result.

A program of its own, since it forks: `python dying.py SCENARIO FOLDER`. Prints the number of kills.
"""

import os
import random
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeAlias

from arcana_gen.reconcile.apply import apply_plan
from arcana_gen.reconcile.beside import with_sides_beside
from arcana_gen.reconcile.plan import make_plan
from arcana_gen.reconcile.recovery import recover
from arcana_gen.reconcile.tree import Entry, Mode, read_paths, read_tree

BEFORE = {
    "answers.yml": Entry(b"one\n"),
    "kept.txt": Entry(b"kept\n"),
    "b/old": Entry(b"b\n"),
    "gone/file": Entry(b"gone\n"),
    "away/file": Entry(b"moves\n"),
    "logo": Entry(b"\0ours"),
}
BASE = {**BEFORE, "logo": Entry(b"\0base")}
THEIRS = {
    "kept.txt": Entry(b"kept\n"),
    "here/file": Entry(b"moves\n"),
    "answers.yml": Entry(b"one\ntwo\n"),
    "b/old": Entry(b"b\nc\n", Mode.EXECUTABLE),
    "b/new": Entry(b"n\n"),
    "src/app/order/entity.py": Entry(b"order\n"),
    "src/app/order/table.py": Entry(b"table\n"),
    "src/link": Entry(b"app/order", Mode.LINK),
    "logo": Entry(b"\0theirs"),
}
MOVES = {"away/file": "here/file"}
AFTER = {**THEIRS, "logo": BEFORE["logo"], "logo.arcana-theirs": THEIRS["logo"]}

CHANGES = {"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.symlink", "os.chmod", "os.link"}
PROGRAMS = {"switch", "add", "commit", "reset", "branch", "lock"}
"""What git and uv are started for that changes something."""

Moment: TypeAlias = Callable[[str, tuple[object, ...]], bool]
"""Tells of an event of Python and its arguments whether it is the one to die at."""


def die_at(moment: Moment) -> None:
    """Kill this process right before what happens at that moment."""

    def hook(event: str, arguments: tuple[object, ...]) -> None:
        if moment(event, arguments):
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def change_number(number: int, folder: Path) -> Moment:
    """The n-th change of a file below the folder, by this process or by a program it starts."""
    left = number

    def is_now(event: str, arguments: tuple[object, ...]) -> bool:
        nonlocal left
        if not _changes(event, arguments, str(folder)):
            return False
        left -= 1
        return left == 0

    return is_now


def start_of(word: str) -> Moment:
    """The start of a program with this word as its command."""

    def is_now(event: str, arguments: tuple[object, ...]) -> bool:
        return event == "subprocess.Popen" and _command(arguments[1]) == word

    return is_now


def _changes(event: str, arguments: tuple[object, ...], folder: str) -> bool:
    if event == "subprocess.Popen":
        return str(arguments[2]).startswith(folder) and _command(arguments[1]) in PROGRAMS
    if not arguments or not str(arguments[0]).startswith(folder):
        return False
    if event == "open":
        flags = arguments[2]
        return isinstance(flags, int) and bool(flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT))
    # Removing a tree works in open folders, whose names the event does not tell.
    return event in CHANGES or event == "shutil.rmtree"


def _command(words: object) -> str:
    return str(words[1]) if isinstance(words, list) and len(words) > 1 else ""


def survives(action: Callable[[], None], number: int, folder: Path) -> bool:
    """Run the action in a process that dies at its n-th change; true if it ends before that."""
    return survives_until(action, change_number(number, folder))


def survives_until(action: Callable[[], None], moment: Moment) -> bool:
    """Run the action in a process that dies at that moment; true if it ends before that."""
    process = os.fork()
    if process == 0:
        code = 1
        try:
            die_at(moment)
            action()
            code = 0
        finally:  # whoever called must not go on twice
            os._exit(code)
    _, status = os.waitpid(process, 0)
    if os.WIFSIGNALED(status):
        return False
    if os.waitstatus_to_exitcode(status):
        raise SystemExit("the action itself failed")
    return True


def killed_at_every_change(action: Callable[[], None], folder: Path) -> Iterator[int]:
    """Run the action again and again, killed at its first change, its second, to its last."""
    number = 1
    while not survives(action, number, folder):
        yield number
        number += 1


def make(folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    for path, entry in BEFORE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(entry.content)


def apply(folder: Path) -> None:
    ours = read_paths(folder, {**BEFORE, **THEIRS})
    plan = make_plan(base=BASE, theirs=THEIRS, ours=ours, moves=MOVES)
    apply_plan(with_sides_beside(plan, folder, in_git=False), folder)


def check(folder: Path, *, when: str) -> None:
    tree = read_tree(folder)
    folders = {path.name for path in folder.iterdir() if path.is_dir()}
    if tree == BEFORE and folders == {"b", "gone", "away"}:
        return
    if tree == AFTER and folders == {"b", "here", "src"}:
        return
    raise SystemExit(f"{when}: neither before nor after: {sorted(tree)} in {sorted(folders)}")


def applying(folder: Path) -> int:
    """Killed while applying, then recovered."""
    kills = 0
    make(folder)
    for number in killed_at_every_change(lambda: apply(folder), folder):
        recover(folder)
        check(folder, when=f"killed at change {number}")
        make(folder)
        kills += 1
    check(folder, when="not killed")
    return kills


def recovering(folder: Path) -> int:
    """Killed while applying, then killed while recovering, then recovered."""
    kills, first = 0, 1
    make(folder)
    while not survives(lambda: apply(folder), first, folder):
        for second in killed_at_every_change(lambda: _recover(folder), folder):
            recover(folder)
            check(folder, when=f"killed at change {first}, recovering at {second}")
            kills += 1
            make(folder)
            survives(lambda: apply(folder), first, folder)
        make(folder)
        first += 1
    return kills


def undoing(folder: Path) -> int:
    """As `recovering`, with a file of the user in the way, so that recovery has to undo."""
    kills, first = 0, 1
    make(folder)
    while not survives(lambda: apply(folder), first, folder):
        _get_in_the_way(folder)
        for second in killed_at_every_change(lambda: _recover(folder), folder):
            recover(folder)
            _get_out_of_the_way(folder)
            check(folder, when=f"killed at change {first}, undoing at {second}")
            kills += 1
            make(folder)
            survives(lambda: apply(folder), first, folder)
            _get_in_the_way(folder)
        make(folder)
        first += 1
    return kills


def any_moment(folder: Path) -> int:
    """Killed at random moments, not only between two changes; the seed is printed."""
    seed = int(os.environ.get("ARCANA_KILL_SEED") or time.time_ns() % 1_000_000)
    sys.stderr.write(f"ARCANA_KILL_SEED={seed}\n")
    generator, kills = random.Random(seed), 0  # noqa: S311 - moments, no secrets
    make(folder)
    began = time.perf_counter()
    apply(folder)
    duration = time.perf_counter() - began
    while kills < int(os.environ.get("ARCANA_KILL_ROUNDS", "200")):
        make(folder)
        process = os.fork()
        if process == 0:
            apply(folder)
            os._exit(0)
        time.sleep(generator.uniform(0, 1.5 * duration))
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        recover(folder)
        check(folder, when=f"round {kills} of seed {seed}")
        kills += 1
    return kills


def _recover(folder: Path) -> None:
    recover(folder)


def _get_in_the_way(folder: Path) -> None:
    if not (folder / "src").exists():
        (folder / "src").mkdir()
        (folder / "src" / "link").write_text("the user's\n")


def _get_out_of_the_way(folder: Path) -> None:
    path = folder / "src" / "link"
    if path.is_file() and not path.is_symlink() and path.read_text() == "the user's\n":
        path.unlink()
        path.parent.rmdir()


def never_wait(fd: object) -> None:
    """The kernel keeps what a killed process wrote; only a power cut asks for the disk."""


if __name__ == "__main__":
    os.fsync = never_wait
    scenario = {
        "applying": applying,
        "recovering": recovering,
        "undoing": undoing,
        "any-moment": any_moment,
    }[sys.argv[1]]
    sys.stdout.write(f"{scenario(Path(sys.argv[2]).resolve() / 'project')}\n")
