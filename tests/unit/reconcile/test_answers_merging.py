"""Random changes of two branches, and their comments, merged."""

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, note, reject, settings
from hypothesis import strategies as st
from tests.unit.blueprint.courses import branches
from tests.unit.blueprint.strategies import as_copier_writes

from arcana_gen.blueprint import Answers, Blueprint, BlueprintError
from arcana_gen.blueprint.errors import ChangedOnBothSides
from arcana_gen.blueprint.merging import merge_blueprints
from arcana_gen.reconcile.answers_merging import merge_answer_files, merge_answers

# The first input loads what knows of plurals, and a busy machine is no failure.
tried = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])

Sides = tuple[Blueprint, Blueprint, Blueprint]


def merged_or_none(base: Blueprint, ours: Blueprint, theirs: Blueprint) -> Blueprint | None:
    try:
        return merge_blueprints(base, ours, theirs)
    except BlueprintError:
        return None


def outline(blueprint: Blueprint | None) -> object:
    """What does not depend on which side is ours."""
    if blueprint is None:
        return None
    fields = {
        name: {field.name for field in entity.fields} for name, entity in blueprint.entities.items()
    }
    return blueprint.options, blueprint.ejected, fields


@st.composite
def commented(draw: st.DrawFn, blueprint: Blueprint, who: str) -> bytes:
    lines = as_copier_writes(blueprint).splitlines(keepends=True)
    for number in range(draw(st.integers(0, 6))):
        comment = f"{' ' * draw(st.integers(0, 6))}# {who} {number}\n"
        lines.insert(draw(st.integers(0, len(lines))), comment)
    text = "".join(lines)
    try:
        assume(Answers.parse(text).blueprint == blueprint)
    except BlueprintError:  # a comment fell into a text of several lines
        reject()
    return text.encode()


def comments(text: bytes) -> set[bytes]:
    return set(re.findall(rb"# (?:ours|theirs) \d", text))


@given(branches())
@tried
def test_what_only_one_side_changed_is_as_that_side_has_it(sides: Sides) -> None:
    base, ours, theirs = sides

    assert merge_blueprints(base, ours, base) == ours
    assert merge_blueprints(base, base, theirs) == theirs
    assert merge_blueprints(base, ours, ours) == ours


@given(branches())
@tried
def test_the_sides_can_be_exchanged(sides: Sides) -> None:
    base, ours, theirs = sides

    merged = merged_or_none(base, ours, theirs)

    assert outline(merged) == outline(merged_or_none(base, theirs, ours))


@given(branches(), st.data())
@tried
def test_the_text_holds_the_merged_blueprint_and_the_comments_of_both(
    sides: Sides, data: st.DataObject
) -> None:
    base, ours, theirs = sides
    wanted = merged_or_none(base, ours, theirs)
    assume(wanted is not None)
    assert wanted
    mine = data.draw(commented(ours, "ours"))
    other = data.draw(commented(theirs, "theirs"))

    merged = merge_answers(as_copier_writes(base).encode(), mine, other)

    note(merged.decode())
    assert Answers.parse(merged.decode()).blueprint == wanted
    assert comments(merged) == comments(mine + other)


def test_two_spellings_of_one_line_are_no_conflict_but_a_lost_comment_is() -> None:
    base, ours, theirs = (
        b"name: shop\nworkers: 2\n",
        b"name: 'shop'\n",
        b'name: "shop"\nworkers: 2\n',
    )

    assert merge_answers(base, ours, theirs) == ours
    with pytest.raises(ChangedOnBothSides, match="Ours for ever"):
        merge_answers(base, ours, b"# Ours for ever.\n" + theirs)


def test_sides_that_began_apart_are_merged_too() -> None:
    ours, theirs = b"docs: true\nworkers: 2\n", b"# Mine.\nname: shop\nworkers: 2\n"

    merged = merge_answers(b"", ours, theirs)

    assert b"# Mine." in merged
    assert Answers.parse(merged.decode()).blueprint.options == {
        "docs": True,
        "name": "shop",
        "workers": 2,
    }


@pytest.mark.parametrize("broken", [b"- no answers\n", b"name: \xff\n", b"a: [\n"])
def test_what_is_no_answers_is_left_as_git_would_leave_it(tmp_path: Path, broken: bytes) -> None:
    base, ours, theirs = (tmp_path / name for name in ("base", "ours", "theirs"))
    base.write_bytes(b"workers: 2\n")
    ours.write_bytes(b"workers: 3\n")
    theirs.write_bytes(broken)

    with pytest.raises(BlueprintError):
        merge_answer_files(base, ours, theirs)

    found = ours.read_bytes()
    assert found.startswith(b"<<<<<<< ours\nworkers: 3\n")
    assert found.endswith(broken + b">>>>>>> theirs\n")
