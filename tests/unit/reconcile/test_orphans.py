from pathlib import Path

import pytest

from arcana_gen.reconcile.orphans import find_orphans
from arcana_gen.reconcile.plan import Kind
from arcana_gen.reconcile.tree import Entry

BASE = {
    "README.md": Entry(b"Read me.\n"),
    "stubs/.gitignore": Entry(b"# Made by a tool.\n*_pb2.py\nstubs.sha256\n"),
    "stubs/__init__.py": Entry(b""),
}
THEIRS = {"README.md": BASE["README.md"]}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in (*BASE, "stubs/order_pb2.py", "stubs/mine.py", "stubs/deep/order_pb2.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x = 1\n")
    return tmp_path


def test_what_the_user_put_into_a_folder_that_goes_is_named_and_stays(project: Path) -> None:
    found = {change.path: change for change in find_orphans(project, BASE, THEIRS, modules=None)}

    assert found["stubs/mine.py"].kind == Kind.KEEP
    assert found["stubs/mine.py"].after == found["stubs/mine.py"].before
    assert "you put it there" in found["stubs/mine.py"].reason
    assert found["stubs/deep/order_pb2.py"].kind == Kind.KEEP


def test_what_tools_have_made_in_a_folder_goes_with_it(project: Path) -> None:
    changes = find_orphans(project, BASE, THEIRS, modules=None)

    [deleted] = [change for change in changes if change.kind == Kind.DELETE]
    assert (deleted.path, deleted.before) == ("stubs/order_pb2.py", Entry(b"x = 1\n"))
    assert deleted.after is None


def test_what_tools_have_made_stays_in_a_folder_that_stays(project: Path) -> None:
    assert find_orphans(project, BASE, BASE, modules=None) == []
    assert find_orphans(project, BASE, THEIRS, modules=frozenset({"order"})) == []
