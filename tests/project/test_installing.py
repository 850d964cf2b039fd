"""The default project installs and runs as its README says, on the Pythons that are there."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from tests.support.entities import SHOP
from tests.support.environments import clean_variables
from tests.support.projects import make_blueprint, render_project
from uv import find_uv_bin

_PLACES = ("~/.pyenv/versions/*/bin", "~/.local/bin", "/usr/local/bin", "/usr/bin", "/opt/*/bin")


def pythons() -> list[str]:
    """The oldest and the newest Python from 3.11 on; those that do not start are left out."""
    folders = [Path(folder) for folder in os.environ["PATH"].split(os.pathsep)]
    for place in _PLACES:
        root, _, pattern = str(Path(place).expanduser()).partition("*")
        folders += (
            Path(root).parent.glob(f"{Path(root).name}*{pattern}") if pattern else [Path(root)]
        )
    found: dict[tuple[int, int], str] = {}
    for folder in folders:
        for program in sorted(folder.glob("python3.*")) if folder.is_dir() else []:
            match = re.fullmatch(r"python3\.(\d+)", program.name)
            if (
                match
                and int(match[1]) >= 11
                and (3, int(match[1])) not in found
                and _starts(program)
            ):
                found[3, int(match[1])] = str(program)
    versions = sorted(found)
    return [found[version] for version in dict.fromkeys([versions[0], versions[-1]])]


def _starts(program: Path) -> bool:
    done = subprocess.run([program, "-c", "import venv, ssl"], capture_output=True, check=False)
    return done.returncode == 0


def uv(project: Path, *arguments: str, **variables: str) -> str:
    done = subprocess.run(
        [find_uv_bin(), *arguments],
        cwd=project,
        env={**clean_variables(), **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}{done.stderr}"
    return done.stdout


@pytest.mark.parametrize("python", pythons(), ids=lambda path: Path(path).name)
def test_uv_installs_and_tests_a_new_project(python: str, tmp_path: Path) -> None:
    project = tmp_path / "shop"
    render_project(make_blueprint(SHOP), project)

    uv(project, "sync", "--quiet", UV_PYTHON=python)
    suites = ("tests/unit", "tests/contract", "tests/architecture")
    tested = uv(project, "run", "pytest", "-q", *suites, UV_PYTHON=python)
    shown = uv(project, "run", "shop", "config", "show", UV_PYTHON=python)
    shutil.rmtree(project / ".venv")

    assert re.search(r"\d+ passed", tested)
    assert "sqlite:///shop.db" in shown


def test_an_installation_makes_the_stubs_and_renews_them_with_their_sources(
    tmp_path: Path,
) -> None:
    project = tmp_path / "shop"
    render_project(make_blueprint(SHOP, grpc="true"), project)
    stubs = project / "src/app/v1"

    uv(project, "sync", "--quiet")
    made = {path.name for path in stubs.glob("*_pb2.py")}
    own = project / "proto/app/v1/billing.proto"
    own.write_text('syntax = "proto3";\n\npackage app.v1;\n\nmessage Bill {}\n')
    uv(project, "run", "python", "-c", "from app.v1.billing_pb2 import Bill")
    shutil.rmtree(project / ".venv")

    assert made == {"customer_pb2.py", "order_pb2.py", "tag_pb2.py"}
    assert (stubs / "order_pb2.pyi").is_file()
