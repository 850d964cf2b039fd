from pathlib import Path

import pytest

from arcana_gen.console import count, show_plan
from arcana_gen.reconcile import Done, Entry
from arcana_gen.reconcile.plan import Plan, make_plan

NEW, OLD, MINE = Entry(b"new"), Entry(b"old"), Entry(b"mine")


def mixed() -> Plan:
    return make_plan(
        base={"answers.yml": OLD},
        theirs={"answers.yml": NEW, "src/app/a.py": NEW, "src/app/b.py": NEW, "src/z.py": NEW},
        ours={"answers.yml": OLD, "src/app/b.py": NEW, "src/z.py": MINE},
    )


def test_a_plan_is_a_tree_with_a_sign_for_each_kind(capsys: pytest.CaptureFixture[str]) -> None:
    show_plan(Done(root=Path("shop"), plan=mixed()))

    assert capsys.readouterr().out == (
        "shop/\n"
        "├── ~ answers.yml\n"
        "└── src/\n"
        "    ├── app/\n"
        "    │   ├── + a.py\n"
        "    │   └── = b.py\n"
        "    └── ! z.py\n"
        "1 file to add, 1 to change, 1 as it is, 1 in conflict\n"
    )


def test_a_name_with_brackets_is_shown_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    plan = make_plan(base={}, theirs={"[bold]/:email:.py": NEW}, ours={})

    show_plan(Done(root=Path("shop"), plan=plan))

    assert "[bold]/\n    └── + :email:.py\n" in capsys.readouterr().out


def test_a_long_path_is_never_broken(capsys: pytest.CaptureFixture[str]) -> None:
    name = "a" * 200
    plan = make_plan(base={}, theirs={f"src/{name}": NEW}, ours={})

    show_plan(Done(root=Path("shop"), plan=plan))

    assert f"+ {name}\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("theirs", "words"),
    [
        ({}, "nothing to do"),
        ({"a": NEW}, "1 file to add"),
        ({"a": NEW, "b": NEW}, "2 files to add"),
    ],
)
def test_counts_in_words(theirs: dict[str, Entry], words: str) -> None:
    assert count(make_plan(base={}, theirs=theirs, ours={})) == words
