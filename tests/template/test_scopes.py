"""What is rendered for a change of one entity is all that the change concerns."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.support.entities import TWELVE
from tests.support.projects import make_blueprint

from arcana_gen.blueprint import ANSWERS_FILE, Answers, Blueprint, parse_field
from arcana_gen.reconcile.transition import Goal, plan_transition, rendered
from arcana_gen.reconcile.tree import Tree
from arcana_gen.template import Template, find_template, render

BEFORE = make_blueprint(TWELVE)


@pytest.fixture(scope="module")
def template() -> Template:
    return find_template()


@pytest.fixture(scope="module")
def project(template: Template, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scopes") / "shop"
    render(template, BEFORE.to_answers(), folder)
    return folder


@pytest.fixture(scope="module")
def pristine(template: Template) -> Tree:
    return rendered(template, BEFORE)


def planned(
    project: Path, template: Template, after: Blueprint, renamed: dict[str, str]
) -> dict[str, bytes | None]:
    answers = Answers.read(project / ANSWERS_FILE)
    goal = Goal(
        answers=answers.to(after, renamed_entities=renamed), template=template, renamed=renamed
    )
    plan = plan_transition(project, answers, template, goal)
    return {
        write.path: write.after.content if write.after else None
        for write in plan.writes
        if write.path != ANSWERS_FILE
    }


def differing(template: Template, old: Tree, after: Blueprint) -> dict[str, bytes | None]:
    new = rendered(template, after)
    return {
        path: new[path].content if path in new else None
        for path in old.keys() | new.keys()
        if old.get(path) != new.get(path)
    }


@pytest.mark.parametrize("entity", BEFORE.entities)
def test_another_field_changes_no_file_that_is_not_rendered(
    project: Path, template: Template, pristine: Tree, entity: str
) -> None:
    after = BEFORE.with_fields(entity, [parse_field("quite_new:int:default=1")])

    assert planned(project, template, after, {}) == differing(template, pristine, after)


@pytest.mark.parametrize("entity", BEFORE.entities)
def test_another_name_changes_no_file_that_is_not_rendered(
    project: Path, template: Template, pristine: Tree, entity: str
) -> None:
    after = BEFORE.with_renamed_entity(entity, "Quokka")

    assert planned(project, template, after, {entity: "Quokka"}) == differing(
        template, pristine, after
    )


@pytest.mark.parametrize("others", [(), ("Supplier",)], ids=["the first", "one more"])
def test_keeping_what_is_deleted_changes_no_file_that_is_not_rendered(
    template: Template, tmp_path: Path, others: tuple[str, ...]
) -> None:
    before, after = keeping(others), keeping(["Product", *others])
    project = tmp_path / "shop"
    render(template, before.to_answers(), project)

    assert planned(project, template, after, {}) == differing(
        template, rendered(template, before), after
    )


def keeping(names: Iterable[str]) -> Blueprint:
    """The twelve, of which these keep what is deleted."""
    kept = {name: replace(BEFORE.entities[name], soft_delete=True) for name in names}
    return replace(BEFORE, entities={**BEFORE.entities, **kept})
