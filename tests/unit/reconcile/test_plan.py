import pytest

from arcana_gen.reconcile.plan import Kind, decide, make_plan
from arcana_gen.reconcile.tree import Entry, Mode

OLD, NEW, EDITED = Entry(b"old\n"), Entry(b"new\n"), Entry(b"edited\n")
MARKED = Entry(b"<<<<<<< yours\nedited\n=======\nnew\n>>>>>>> arcana\n")
IN_THE_WAY = MARKED
LINES = Entry(b"1\n2\n3\n4\n5\n")
LINES_NEW, LINES_EDITED = Entry(b"1\n2\n3\n4\nfive\n"), Entry(b"one\n2\n3\n4\n5\n")
LINES_BOTH = Entry(b"one\n2\n3\n4\nfive\n")


@pytest.mark.parametrize(
    ("situation", "base", "theirs", "ours", "kind", "after"),
    [
        ("nothing was there", None, NEW, None, Kind.ADD, NEW),
        ("the same file is there already", None, NEW, NEW, Kind.KEEP, NEW),
        ("the user made another file there", None, NEW, EDITED, Kind.CONFLICT, IN_THE_WAY),
        ("the user left the file alone", OLD, NEW, OLD, Kind.CHANGE, NEW),
        ("the user made the same change", OLD, NEW, NEW, Kind.KEEP, NEW),
        ("only the user changed it", OLD, OLD, EDITED, Kind.KEEP, EDITED),
        ("the user deleted it", OLD, OLD, None, Kind.KEEP, None),
        ("both changed the same line", OLD, NEW, EDITED, Kind.CONFLICT, MARKED),
        ("both changed it in other places", LINES, LINES_NEW, LINES_EDITED, Kind.MERGE, LINES_BOTH),
        ("the user deleted what changes", OLD, NEW, None, Kind.KEEP, None),
        ("the template no longer has it", OLD, None, OLD, Kind.DELETE, None),
        ("the user edited what goes", OLD, None, EDITED, Kind.KEEP, EDITED),
        ("both deleted it", OLD, None, None, Kind.KEEP, None),
        ("it is no text", OLD, Entry(b"new\0"), EDITED, Kind.CONFLICT, EDITED),
        ("it became a link", OLD, Entry(b"new", Mode.LINK), EDITED, Kind.CONFLICT, EDITED),
    ],
)
def test_decides_by_who_changed_a_file(
    situation: str,
    base: Entry | None,
    theirs: Entry | None,
    ours: Entry | None,
    kind: Kind,
    after: Entry | None,
) -> None:
    change = decide(base, theirs, ours)

    assert (change.kind, change.after) == (kind, after), situation


def test_another_mode_is_another_file() -> None:
    script = Entry(b"old", Mode.EXECUTABLE)

    change = decide(OLD, script, OLD)

    assert (change.kind, change.after) == (Kind.CHANGE, script)


def test_a_plan_is_sorted_by_path_whatever_the_order_of_the_trees() -> None:
    plan = make_plan(base={}, theirs={"b": NEW, "a/c": NEW}, ours={})

    assert [change.path for change in plan.changes] == ["a/c", "b"]


def test_a_plan_writes_what_is_not_kept() -> None:
    plan = make_plan(
        base={"changed": OLD},
        theirs={"added": NEW, "changed": NEW, "kept": NEW, "conflict": NEW},
        ours={"changed": OLD, "kept": NEW, "conflict": EDITED},
    )

    assert [write.path for write in plan.writes] == ["added", "changed", "conflict"]
    assert [change.path for change in plan.of(Kind.CONFLICT)] == ["conflict"]
