"""A wheel, the next one, and the projects in between: offline, without the repository."""

import shutil
from pathlib import Path

import pytest
import yaml
from tests.support.projects import tree
from tests.support.wheels import Clone, Machine

BUNDLE = "~/.local/share/arcana/template.bundle"
ENTITY_TEMPLATE = (
    "template/src/app/domain/entities/"
    "{% yield entity from entity_list %}{{ entity.module }}{% endyield %}/entity.py.jinja"
)
ENTITY = "src/app/domain/entities/order/entity.py"
EDIT = "\n\ndef is_large(order: Order) -> bool:\n    return order.total > 100\n"


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Wheels of two releases and of a change after them; the repository is gone."""
    folder = tmp_path_factory.mktemp("wheels")
    clone = Clone.made(folder / "clone")
    clone.release("0.1.0")
    built = [clone.wheel(folder / "first")]
    clone.replace("template/README.md.jinja", "## ", "### ")
    clone.replace(ENTITY_TEMPLATE, "which rules it keeps.", "the rules that it keeps.")
    clone.commit("Next")
    clone.release("0.2.0")
    built.append(clone.wheel(folder / "second"))
    clone.replace("template/AGENTS.md.jinja", "# ", "## ")
    clone.commit("More")
    built.append(clone.wheel(folder / "third"))
    shutil.rmtree(clone.folder)
    return built


@pytest.fixture
def machine(tmp_path: Path, wheels: list[Path]) -> Machine:
    """A machine with the first wheel."""
    machine = Machine(tmp_path)
    machine.install(wheels[0])
    return machine


@pytest.fixture
def shop(machine: Machine) -> Path:
    """A project in the user's home, with an entity that the user has edited, committed."""
    words = ("shop", "--yes", "--no-install", "--entity", "Order number:str total:decimal:12,2")
    machine.check("arcana", "new", *words, cwd=machine.home)
    shop = machine.home / "shop"
    with (shop / ENTITY).open("a", encoding="utf-8") as file:
        file.write(EDIT)
    commit(shop)
    return shop


def commit(project: Path) -> None:
    Clone(project).commit("Mine")


def answers(project: Path) -> dict[str, str]:
    found: dict[str, str] = yaml.safe_load((project / ".copier-answers.yml").read_text())
    return found


def test_a_project_records_the_bundle_and_the_released_version(
    machine: Machine, shop: Path
) -> None:
    recorded = answers(shop)

    assert (recorded["_src_path"], recorded["_commit"]) == (BUNDLE, "v0.1.0")
    assert (machine.home / BUNDLE.removeprefix("~/")).is_file()


def test_plain_copier_updates_a_project_and_keeps_what_its_user_wrote(
    machine: Machine, shop: Path, wheels: list[Path]
) -> None:
    machine.install(wheels[1])
    machine.check("arcana", "new", "other", "--dry-run", "--yes", cwd=machine.home)

    machine.check("copier", "update", "--defaults", cwd=shop)

    assert answers(shop)["_commit"] == "v0.2.0"
    assert "### " in (shop / "README.md").read_text(encoding="utf-8")
    entity = (shop / ENTITY).read_text(encoding="utf-8")
    assert "the rules that it keeps." in entity
    assert entity.endswith(EDIT)


def test_arcana_updates_a_project_and_keeps_what_its_user_wrote(
    machine: Machine, shop: Path, wheels: list[Path]
) -> None:
    machine.install(wheels[1])

    machine.check("arcana", "update", "--yes", "--no-install", cwd=shop)

    assert answers(shop)["_commit"] == "v0.2.0"
    entity = (shop / ENTITY).read_text(encoding="utf-8")
    assert "the rules that it keeps." in entity
    assert entity.endswith(EDIT)


def test_both_ways_and_a_new_project_come_to_the_same(
    machine: Machine, shop: Path, wheels: list[Path]
) -> None:
    plain, fresh = machine.home / "plain", machine.home / "fresh"
    shutil.copytree(shop, plain)
    machine.install(wheels[1])

    machine.check("arcana", "update", "--yes", "--no-install", cwd=shop)
    machine.check("copier", "update", "--defaults", cwd=plain)
    data = ("--defaults", "--data-file", str(shop / ".copier-answers.yml"))
    machine.check("copier", "copy", *data, BUNDLE, str(fresh), cwd=machine.home)

    assert files(shop) == files(plain)
    differing = {name for name, text in files(fresh).items() if files(shop)[name] != text}
    assert differing == {ENTITY}


def test_what_came_after_the_release_is_newer_for_both(
    machine: Machine, shop: Path, wheels: list[Path]
) -> None:
    plain = machine.home / "plain"
    shutil.copytree(shop, plain)
    machine.install(wheels[2])

    machine.check("arcana", "update", "--yes", "--no-install", cwd=shop)
    machine.check("copier", "update", "--defaults", cwd=plain)

    assert answers(shop)["_commit"] == answers(plain)["_commit"] == "v0.2.0.post1"


def test_an_older_arcana_knows_that_a_newer_one_wrote_the_project(
    machine: Machine, shop: Path, wheels: list[Path], tmp_path: Path
) -> None:
    machine.install(wheels[1])
    machine.check("arcana", "update", "--yes", "--no-install", cwd=shop)
    commit(shop)
    before = files(shop)
    older = Machine(tmp_path / "elsewhere")
    older.install(wheels[0])

    ended = older.run("arcana", "update", "--yes", cwd=shop)

    assert ended.returncode == 1
    assert "has template version `v0.2.0`, but the newest" in ended.stderr
    assert files(shop) == before


def files(project: Path) -> dict[str, bytes]:
    return {name: text for name, text in tree(project).items() if not name.startswith(".git/")}
