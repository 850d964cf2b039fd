"""Projects of every released template version, brought to this one.

Before the first release it is the first version of the history instead.
"""

from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.project.servers import empty_database
from tests.support.entities import NAMES, SHOP
from tests.support.environments import service_environment
from tests.support.places import ROOT
from tests.support.projects import Project, tree
from tests.unit.machine import isolate

from arcana_gen.blueprint import Answers
from arcana_gen.cli import main
from arcana_gen.template.history import has_history, states
from arcana_gen.template.versions import listed_versions

BLUEPRINTS = {"minimal": (), "standard": SHOP, "full": NAMES}
ENTITY = "src/app/domain/entities/parcel/entity.py"
EDIT = "\n\ndef is_heavy(parcel: Parcel) -> bool:\n    return parcel.weight > 10\n"
# History and what depends on when the project was made.
OWN = ("migrations/versions/", ".git/")


def versions() -> list[str]:
    """The commits to begin from."""
    if not has_history(ROOT):
        return []
    released = [listed.commit for listed in listed_versions(ROOT) if listed.commit]
    return released or [states(ROOT)[0].source]


pytestmark = pytest.mark.skipif(not versions(), reason="this clone is not whole")


@dataclass(frozen=True, slots=True)
class Made:
    """A project of an older version."""

    folder: Path

    def run(self, *words: str) -> None:
        """Run a command in the project, which must succeed."""
        assert main([*words, "--project", str(self.folder)]) == 0

    def files(self) -> dict[str, bytes]:
        """Its files that are rendered."""
        found = tree(self.folder).items()
        return {name: text for name, text in found if not name.startswith(OWN)}


@pytest.fixture(autouse=True)
def _own_machine(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    isolate(monkeypatch, tmp_path_factory.mktemp("home"))


@pytest.fixture(params=BLUEPRINTS)
def preset(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=versions(), ids=lambda commit: commit[:7])
def made(request: pytest.FixtureRequest, preset: str, tmp_path: Path) -> Made:
    return make(tmp_path / "shop", preset, template=f"{ROOT}@{request.param}")


def make(folder: Path, preset: str, *, template: str) -> Made:
    entities = [word for text in BLUEPRINTS[preset] for word in ("--entity", text)]
    options = ("--preset", preset, "--yes", "--no-install", "--output", str(folder))
    assert main(["new", folder.name, *options, "--template", template, *entities]) == 0
    return Made(folder)


def test_an_untouched_project_becomes_what_a_new_one_is(
    made: Made, preset: str, tmp_path: Path
) -> None:
    made.run("update", "--yes", "--no-install")

    new = make(tmp_path / "new" / "shop", preset, template=f"{ROOT}@HEAD")
    assert made.files() == new.files()


def test_an_edited_project_keeps_its_edits_and_passes_its_own_tests(made: Made) -> None:
    made.run("add", "entity", "Parcel", "weight:float")
    with (made.folder / ENTITY).open("a", encoding="utf-8") as file:
        file.write(EDIT)
    made.run("update", "--yes", "--no-install")

    assert (made.folder / ENTITY).read_text(encoding="utf-8").endswith(EDIT)
    answers = Answers.parse((made.folder / ".copier-answers.yml").read_text(encoding="utf-8"))
    project = Project(made.folder, answers.blueprint, service_environment())
    project.install()
    with empty_database(project):  # skips where there is no server
        project.check("python", "-m", "pytest", "-q", "-p", "no:cacheprovider")
