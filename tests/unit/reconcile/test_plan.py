import pytest

from arcana_gen.reconcile.plan import Kind, decide, make_plan
from arcana_gen.reconcile.tree import Entry, Mode

OLD, NEW, EDITED = Entry(b"old"), Entry(b"new"), Entry(b"edited")


@pytest.mark.parametrize(
    ("situation", "base", "theirs", "ours", "kind", "after"),
    [
        ("nothing was there", None, NEW, None, Kind.ADD, NEW),
        ("the same file is there already", None, NEW, NEW, Kind.KEEP, NEW),
        ("the user made another file there", None, NEW, EDITED, Kind.CONFLICT, EDITED),
        ("the user left the file alone", OLD, NEW, OLD, Kind.CHANGE, NEW),
        ("the user made the same change", OLD, NEW, NEW, Kind.KEEP, NEW),
        ("only the user changed it", OLD, OLD, EDITED, Kind.KEEP, EDITED),
        ("the user deleted it", OLD, OLD, None, Kind.KEEP, None),
        ("both changed it", OLD, NEW, EDITED, Kind.CONFLICT, EDITED),
        ("the user deleted what changes", OLD, NEW, None, Kind.CONFLICT, None),
    ],
)
def test_decides_by_who_changed_a_file(
    situation: str,
    base: Entry | None,
    theirs: Entry,
    ours: Entry | None,
    kind: Kind,
    after: Entry | None,
) -> None:
    assert decide(base, theirs, ours) == (kind, after), situation


def test_another_mode_is_another_file() -> None:
    script = Entry(b"old", Mode.EXECUTABLE)

    assert decide(OLD, script, OLD) == (Kind.CHANGE, script)


def test_a_plan_is_sorted_by_path_whatever_the_order_of_the_trees() -> None:
    plan = make_plan(base={}, theirs={"b": NEW, "a/c": NEW}, ours={})

    assert [change.path for change in plan.changes] == ["a/c", "b"]


def test_a_plan_writes_neither_what_is_kept_nor_what_is_in_conflict() -> None:
    plan = make_plan(
        base={"changed": OLD},
        theirs={"added": NEW, "changed": NEW, "kept": NEW, "conflict": NEW},
        ours={"changed": OLD, "kept": NEW, "conflict": EDITED},
    )

    assert [change.path for change in plan.writes] == ["added", "changed"]
    assert [change.path for change in plan.of(Kind.CONFLICT)] == ["conflict"]
