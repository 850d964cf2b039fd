"""A rendered project notices what must not be there."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.project.servers import empty_database
from tests.support.entities import SHOP
from tests.support.projects import Project, Workshop, make_blueprint

SERVICE = "src/app/application/services/order/service.py"
ROUTES = "src/app/interfaces/http/handlers/order/routes.py"


@pytest.fixture
def spoiled(workshop: Workshop, tmp_path: Path) -> Project:
    """A copy of a project that the test may spoil."""
    project = workshop.project(make_blueprint(SHOP))
    shutil.copytree(project.root, tmp_path / "copy")
    return replace(project, root=tmp_path / "copy")


def append(project: Project, path: str, text: str) -> None:
    file = project.root / path
    file.write_text(file.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_framework_in_the_application_is_noticed(spoiled: Project) -> None:
    append(spoiled, SERVICE, "\nfrom sqlalchemy import select\n")

    done = spoiled.run("lint-imports")

    assert done.returncode == 1
    assert "app.application.services.order.service -> sqlalchemy" in done.stdout


def test_an_import_against_the_layers_is_noticed_by_the_tests(spoiled: Project) -> None:
    append(spoiled, SERVICE, "\nfrom app.infrastructure.clock import SystemClock\n")

    done = spoiled.run("python", "-m", "pytest", "-q", "tests/architecture")

    assert done.returncode == 1
    assert "app.infrastructure" in done.stdout


def test_a_function_without_types_is_noticed(spoiled: Project) -> None:
    append(spoiled, SERVICE, "\n\ndef forgotten(value):\n    return value\n")

    done = spoiled.run("mypy")

    assert done.returncode == 1
    assert "service.py" in done.stdout
    assert "[no-untyped-def]" in done.stdout


def test_unused_code_is_noticed(spoiled: Project) -> None:
    append(spoiled, SERVICE, "\nimport os\n")

    done = spoiled.run("ruff", "check", ".")

    assert done.returncode == 1
    assert "F401" in done.stdout


def test_a_route_outside_of_the_interface_is_noticed(spoiled: Project) -> None:
    routes = (spoiled.root / ROUTES).read_text(encoding="utf-8")
    stray = routes.replace("/api/v1/orders", "/orders")
    (spoiled.root / ROUTES).write_text(stray, encoding="utf-8")

    done = spoiled.app("openapi")

    assert done.returncode == 1
    assert "/orders must start with /api/v1/" in f"{done.stdout}{done.stderr}"


def test_a_missing_part_of_an_entity_is_named(spoiled: Project) -> None:
    (spoiled.root / ROUTES).unlink()

    done = spoiled.app("openapi")

    assert done.returncode == 1
    assert "app/interfaces/http/handlers/order/routes.py is missing" in done.stderr


def test_a_table_without_a_migration_is_noticed(spoiled: Project) -> None:
    table = "src/app/infrastructure/database/repositories/order/table.py"
    text = (spoiled.root / table).read_text(encoding="utf-8")
    more = text.replace(
        '    sa.Column("version",',
        '    sa.Column("weight", sa.Integer()),\n    sa.Column("version",',
    )
    (spoiled.root / table).write_text(more, encoding="utf-8")

    with empty_database(spoiled):
        done = spoiled.run(
            "python", "-m", "pytest", "-q", "tests/integration/database/test_migrations.py"
        )

    assert done.returncode == 1
    assert "test_leave_no_difference" in done.stdout


def test_an_unknown_setting_is_named(spoiled: Project) -> None:
    done = spoiled.app("config", "check", APP__DATABSE__URL="sqlite:///a.db")

    assert done.returncode == 1
    assert "APP__DATABSE__URL" in done.stderr
    assert "APP__DATABASE__URL" in done.stderr
