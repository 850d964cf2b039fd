from pathlib import Path

import pytest
from jinja2 import Environment, meta
from tests.support.places import QUESTIONS, ROOT

from arcana_gen.blueprint import load_options
from arcana_gen.template import Order, Template, behaviour_changes, moved_paths, renames
from arcana_gen.template.errors import VersionsUnreadable
from arcana_gen.template.versions import LIST, compare_numbers, listed_versions

FIRST, SECOND, THIRD = ("1" * 40, "2" * 40, "3" * 40)
HISTORY = f"""\
versions:
  - version: 1.0.0
    commit: "{FIRST}"
    renames:
      src/ancient.py: src/old.py
  - version: 1.1.0
    commit: "{SECOND}"
    changes:
      - Lists are sorted by the
        newest first.
      - text: Connections are checked.
        when: database != "sqlite"
    renames:
      src/old.py: src/new.py
      src/handlers/*/routes.py: src/handlers/*/api.py
      src/console/: src/cli/
  - version: 1.2.0
    changes: [Times have microseconds.]
    renames:
      src/new.py: src/newest.py
      src/cli/main.py: src/program.py
"""


def template(root: Path, text: str = HISTORY) -> Template:
    (root / LIST).write_text(text)
    return Template(root=root, source="somewhere", version="v1.2.0")


def test_a_template_without_a_list_has_changed_nothing(tmp_path: Path) -> None:
    bare = Template(root=tmp_path, source="somewhere", version="v1")

    assert (renames(bare, "v0"), behaviour_changes(bare, "v0", {})) == ({}, [])


def test_an_empty_list_is_one(tmp_path: Path) -> None:
    assert renames(template(tmp_path, "versions: []\n"), "v1.0.0") == {}


@pytest.mark.parametrize("since", ["v1.1.0", "1.1.0", "v1.1.0-3-gabcdef0", "v1.1.0.post2"])
def test_only_what_came_after_the_version_counts(tmp_path: Path, since: str) -> None:
    found = template(tmp_path)

    assert behaviour_changes(found, since, {}) == ["Times have microseconds."]
    assert renames(found, since) == {
        "src/new.py": "src/newest.py",
        "src/cli/main.py": "src/program.py",
    }


def test_nothing_came_after_the_newest_version(tmp_path: Path) -> None:
    assert behaviour_changes(template(tmp_path), "v1.2.0", {}) == []


@pytest.mark.parametrize("commit", ["abcdef0", "1234567", "12345a6"])
def test_after_a_mere_commit_everything_may_have_come(tmp_path: Path, commit: str) -> None:
    assert len(behaviour_changes(template(tmp_path), commit, {"database": "mysql"})) == 3


def test_changes_are_told_to_those_whom_they_concern(tmp_path: Path) -> None:
    found = template(tmp_path)

    told = {
        database: "Connections are checked."
        in behaviour_changes(found, "v1.0.0", {"database": database})
        for database in ("sqlite", "mysql")
    }

    assert told == {"sqlite": False, "mysql": True}


def test_texts_are_one_line(tmp_path: Path) -> None:
    told = behaviour_changes(template(tmp_path), "v1.0.0", {"database": "sqlite"})

    assert told == ["Lists are sorted by the newest first.", "Times have microseconds."]


def test_a_condition_that_cannot_be_evaluated_is_an_error(tmp_path: Path) -> None:
    text = 'versions: [{version: 1.0.0, changes: [{text: A, when: "database ="}]}]\n'

    with pytest.raises(VersionsUnreadable, match="the condition `database =`"):
        behaviour_changes(template(tmp_path, text), "v0.1", {})


def test_renames_lead_from_the_first_path_to_the_last(tmp_path: Path) -> None:
    found = renames(template(tmp_path), "v0.9")

    assert found["src/ancient.py"] == found["src/old.py"] == "src/newest.py"


def test_a_file_goes_on_from_the_folder_that_was_renamed_before(tmp_path: Path) -> None:
    found = renames(template(tmp_path), "v1.0.0")

    paths = ["src/console/main.py", "src/console/colours.py", "src/other.py"]
    assert moved_paths(found, paths) == {
        "src/console/main.py": "src/program.py",
        "src/console/colours.py": "src/cli/colours.py",
    }


def test_a_star_is_the_package_of_any_entity(tmp_path: Path) -> None:
    found = renames(template(tmp_path), "v1.0.0")

    paths = ["src/handlers/order/routes.py", "src/handlers/a/b/routes.py"]
    assert moved_paths(found, paths) == {
        "src/handlers/order/routes.py": "src/handlers/order/api.py"
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[]", "it is not a mapping"),
        ("versions: {}", "a list"),
        ("versions: []\nother: 1", "its only key"),
        ("versions: [1.0.0]", "an entry has the keys"),
        ("versions: [{version: 1.0.0, note: x}]", "an entry has the keys"),
        ("versions: [{version: 1.0}]", "`1.0` is no version"),
        ("versions: [{version: next}]", "`next` is no version"),
        ("versions: [{version: 1.0.0, commit: abc}]", "not a full hash"),
        ("versions: [{version: 1.0.0, changes: [{text: a}]}]", "a change of `1.0.0`"),
        ("versions: [{version: 1.0.0, changes: [1]}]", "a change of `1.0.0`"),
        ("versions: [{version: 1.0.0, renames: [a]}]", "no mapping of old to new"),
        ("versions: [{version: 1.0.0, renames: {a: 1}}]", "no mapping of old to new"),
        ("versions: [{version: 1.0.0, renames: {a/: b}}]", "paths of different kinds"),
        ("versions: [{version: 1.0.0, renames: {a/*: b}}]", "paths of different kinds"),
        (f"versions: [{{version: 2.0.0, commit: {'a' * 40}}}, {{version: 1.0.0}}]", "in order"),
        ("versions: [{version: 1.0.0}, {version: 1.1.0}]", "only the last version"),
    ],
)
def test_a_list_that_is_wrong_says_where(tmp_path: Path, text: str, problem: str) -> None:
    with pytest.raises(VersionsUnreadable, match=problem):
        renames(template(tmp_path, text), "v0.1")


@pytest.mark.parametrize(
    ("version", "other", "expected"),
    [
        ("v1.0.0", "1.0.0", Order.SAME),
        ("v1.9.0", "v1.10.0", Order.NEWER),
        ("v1.0.0", "v1.0.0.post1", Order.NEWER),
        ("v1.0.0.post1", "v1.0.0.post1+20260131093000", Order.NEWER),
        ("v1.0.0-2-gabcdef0", "v1.0.0-10-gabcdef1", Order.NEWER),
        ("v1.1.0", "v1.0.0.post7", Order.OLDER),
        ("v1.1.0rc1", "v1.1.0", Order.NEWER),
        ("v1.1.0", "abcdef0", Order.UNKNOWN),
        ("1234567", "7654321", Order.UNKNOWN),
        ("", "v1.0.0", Order.UNKNOWN),
    ],
)
def test_versions_are_compared_by_their_numbers(version: str, other: str, expected: Order) -> None:
    assert compare_numbers(version, other) is expected


def test_the_conditions_of_this_template_are_about_its_options() -> None:
    options = load_options(QUESTIONS)
    conditions = [change.when for one in listed_versions(ROOT) for change in one.changes]
    parsed = [Environment(autoescape=True).parse(f"{{{{ {when or 0} }}}}") for when in conditions]

    names = {name for tree in parsed for name in meta.find_undeclared_variables(tree)}

    assert names <= set(options)
