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


def test_other_line_ends_are_no_edit() -> None:
    change = decide(Entry(b"a\nb\n"), Entry(b"a\nc\n"), Entry(b"a\r\nb\r\n"))

    assert (change.kind, change.after) == (Kind.CHANGE, Entry(b"a\r\nc\r\n"))


def test_an_edit_keeps_its_line_ends_in_a_merge() -> None:
    ours = Entry(LINES_EDITED.content.replace(b"\n", b"\r\n"))

    change = decide(LINES, LINES_NEW, ours)

    assert change.kind == Kind.MERGE
    assert change.after == Entry(LINES_BOTH.content.replace(b"\n", b"\r\n"))


def test_line_ends_that_the_template_changes_are_changed() -> None:
    change = decide(Entry(b"a\r\n"), Entry(b"a\n"), Entry(b"a\r\n"))

    assert (change.kind, change.after) == (Kind.CHANGE, Entry(b"a\n"))


def test_mixed_line_ends_are_edits_of_the_user() -> None:
    change = decide(Entry(b"a\nb\n"), Entry(b"a\nb\n"), Entry(b"a\r\nb\n"))

    assert (change.kind, change.after) == (Kind.KEEP, Entry(b"a\r\nb\n"))


@pytest.mark.parametrize(
    ("base", "theirs", "ours", "after"),
    [
        (Mode.FILE, Mode.FILE, Mode.EXECUTABLE, Mode.EXECUTABLE),
        (Mode.FILE, Mode.EXECUTABLE, Mode.FILE, Mode.EXECUTABLE),
        (Mode.EXECUTABLE, Mode.FILE, Mode.EXECUTABLE, Mode.FILE),
    ],
)
def test_an_executable_bit_is_merged_like_a_line(
    base: Mode, theirs: Mode, ours: Mode, after: Mode
) -> None:
    change = decide(
        Entry(LINES.content, base),
        Entry(LINES_NEW.content, theirs),
        Entry(LINES_EDITED.content, ours),
    )

    assert change.after == Entry(LINES_BOTH.content, after)


def test_lines_that_are_no_utf_8_and_ends_without_newline_survive_a_merge() -> None:
    ours = Entry(b"\xff\n2\n3\n4\n5")

    change = decide(Entry(b"1\n2\n3\n4\n5"), Entry(b"1\n2\nthree\n4\n5"), ours)

    assert change.after == Entry(b"\xff\n2\nthree\n4\n5")


def test_an_edit_goes_along_with_a_file_that_moves() -> None:
    plan = make_plan(
        base={"old": LINES},
        theirs={"new": LINES_NEW},
        ours={"old": LINES_EDITED},
        moves={"old": "new"},
    )

    [change] = plan.changes
    assert (change.kind, change.path, change.source) == (Kind.MOVE, "new", "old")
    assert {write.path: write.after for write in plan.writes} == {"new": LINES_BOTH, "old": None}


def test_a_file_that_the_user_deleted_is_not_brought_back_by_a_move() -> None:
    plan = make_plan(base={"old": OLD}, theirs={"new": NEW}, ours={}, moves={"old": "new"})

    assert plan.writes == ()
    assert [change.reason for change in plan.changes] == ["you deleted it"]


def test_a_move_onto_a_file_of_the_user_is_a_conflict_that_loses_neither() -> None:
    plan = make_plan(
        base={"old": OLD},
        theirs={"new": NEW},
        ours={"old": LINES_EDITED, "new": EDITED},
        moves={"old": "new"},
    )

    kinds = {change.path: change.kind for change in plan.changes}
    assert kinds == {"new": Kind.CONFLICT, "old": Kind.KEEP}
    assert {write.path: write.after for write in plan.writes} == {"new": MARKED}


def test_two_files_may_change_places() -> None:
    plan = make_plan(
        base={"a": OLD, "b": LINES},
        theirs={"a": LINES, "b": OLD},
        ours={"a": OLD, "b": LINES},
        moves={"a": "b", "b": "a"},
    )

    assert {write.path: (write.before, write.after) for write in plan.writes} == {
        "a": (OLD, LINES),
        "b": (LINES, OLD),
    }
