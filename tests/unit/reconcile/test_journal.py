import json
import subprocess
from pathlib import Path

import pytest

from arcana_gen.errors import NewerJournal
from arcana_gen.reconcile.journal import STAGING, Journal, Operation
from arcana_gen.reconcile.recovery import Outcome, Recovered, recover
from arcana_gen.reconcile.tree import Entry, read_tree

BEFORE = {"answers.yml": Entry(b"one\n")}
AFTER = {"answers.yml": Entry(b"two\n"), "src/order.py": Entry(b"order\n")}
PATHS = tuple(AFTER)
COMPLETED = Recovered(outcome=Outcome.COMPLETED)
UNDONE = Recovered(outcome=Outcome.UNDONE)


def interrupt(root: Path, *, done: int) -> None:
    """Leave a project as a command does that is killed after it put this many files in place."""
    staging = root / STAGING
    for folder in ("new", "old"):
        (staging / folder).mkdir(parents=True)
    (staging / ".gitignore").write_text("*\n")
    (root / "answers.yml").write_bytes(BEFORE["answers.yml"].content)
    operations = []
    for number, (path, entry) in enumerate(AFTER.items()):
        before = BEFORE.get(path)
        (staging / "new" / str(number)).write_bytes(entry.content)
        if before:
            (staging / "old" / str(number)).write_bytes(before.content)
        operation = Operation(
            path=path,
            before=before.fingerprint if before else None,
            after=entry.fingerprint,
            new=f"new/{number}",
            old=f"old/{number}" if before else None,
        )
        operations.append(operation)
    Journal(operations=tuple(operations), folders=("src",)).begin(root)
    for number, path in enumerate(PATHS[:done]):
        (root / path).parent.mkdir(exist_ok=True)
        (staging / "new" / str(number)).rename(root / path)


@pytest.mark.parametrize("done", [0, 1, 2])
def test_completes_what_was_begun(tmp_path: Path, done: int) -> None:
    interrupt(tmp_path, done=done)

    recovered = recover(tmp_path)

    assert (recovered, read_tree(tmp_path)) == (COMPLETED, AFTER)


@pytest.mark.parametrize("done", [0, 1])
def test_undoes_what_the_users_new_file_stands_in_the_way_of(tmp_path: Path, done: int) -> None:
    interrupt(tmp_path, done=done)
    (tmp_path / "src").mkdir()
    (tmp_path / "src" / "order.py").write_text("the user's\n")

    recovered = recover(tmp_path)

    assert recovered == UNDONE
    assert read_tree(tmp_path) == {**BEFORE, "src/order.py": Entry(b"the user's\n")}


def test_keeps_an_edit_that_was_made_after_the_interruption(tmp_path: Path) -> None:
    interrupt(tmp_path, done=1)
    (tmp_path / "answers.yml").write_text("two\nand more\n")

    recovered = recover(tmp_path)

    assert recovered == COMPLETED
    assert read_tree(tmp_path) == {**AFTER, "answers.yml": Entry(b"two\nand more\n")}


def test_undoing_removes_the_folders_that_were_made_and_no_others(tmp_path: Path) -> None:
    interrupt(tmp_path, done=2)
    journal = Journal.read(tmp_path / STAGING / "journal.json")
    (tmp_path / "src" / "mine.py").write_text("the user's\n")

    journal.undo(tmp_path)

    assert [path.name for path in (tmp_path / "src").iterdir()] == ["mine.py"]


def test_an_undoing_that_was_killed_is_undone_to_the_end(tmp_path: Path) -> None:
    interrupt(tmp_path, done=2)
    staging = tmp_path / STAGING
    (staging / "journal.json").rename(staging / "undo.json")
    (tmp_path / "src" / "order.py").unlink()

    recovered = recover(tmp_path)

    assert (recovered, read_tree(tmp_path)) == (UNDONE, BEFORE)
    assert not (tmp_path / "src").exists()


def test_what_was_only_staged_is_forgotten(tmp_path: Path) -> None:
    interrupt(tmp_path, done=0)
    (tmp_path / STAGING / "journal.json").rename(tmp_path / STAGING / "draft.json")

    recovered = recover(tmp_path)

    assert (recovered, read_tree(tmp_path)) == (None, BEFORE)


def test_completes_the_work_of_an_older_arcana(tmp_path: Path) -> None:
    interrupt(tmp_path, done=1)
    journal = tmp_path / STAGING / "journal.json"
    content = {**json.loads(journal.read_text()), "format": 1}
    del content["branch"]
    journal.write_text(json.dumps(content))

    recovered = recover(tmp_path)

    assert (recovered, read_tree(tmp_path)) == (COMPLETED, AFTER)


def test_leaves_the_work_of_a_newer_arcana_alone(tmp_path: Path) -> None:
    interrupt(tmp_path, done=1)
    journal = tmp_path / STAGING / "journal.json"
    journal.write_text(json.dumps({**json.loads(journal.read_text()), "format": 3}))
    before = read_tree(tmp_path)

    with pytest.raises(NewerJournal):
        recover(tmp_path)

    assert read_tree(tmp_path) == before


def test_git_does_not_see_what_a_killed_command_left(tmp_path: Path) -> None:
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)

    interrupt(tmp_path, done=0)

    status = subprocess.run(
        ["git", "status", "--porcelain"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert status.stdout == "?? answers.yml\n"
