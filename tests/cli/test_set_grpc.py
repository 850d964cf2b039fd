"""A service of the real template gets gRPC, changes with it, and loses it again."""

import shutil
from pathlib import Path

import pytest
from tests.cli.running import Arcana
from tests.support.places import INCLUDES, QUESTIONS, TEMPLATE
from tests.support.projects import Project, Workshop, make_blueprint
from tests.unit.machine import commit_all

from arcana_gen.blueprint import ANSWERS_FILE
from arcana_gen.reconcile.tree import read_tree

ENTITIES = (
    "Tag label:str:unique",
    "Customer name:str email:email:unique",
    "Order:soft_delete number:str status:enum:pending,paid,shipped customer:ref:Customer",
)
ROUTES = "src/app/interfaces/http/handlers/tag/routes.py"
SERVER = "src/app/interfaces/grpc/server.py"
OWN = "src/app/interfaces/grpc/own.py"
ORDER = "proto/app/v1/order.proto"


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template as it stands, in a repository of its own."""
    folder = tmp_path_factory.mktemp("grpc") / "template"
    folder.mkdir()
    shutil.copy(QUESTIONS, folder)
    shutil.copytree(INCLUDES, folder / "includes")
    shutil.copytree(TEMPLATE, folder / "template")
    return folder


@pytest.fixture
def services(
    template: Path, work: Path, arcana: Arcana, monkeypatch: pytest.MonkeyPatch
) -> dict[str, Path]:
    """The same service twice: without gRPC (`off`) and with it (`on`)."""
    monkeypatch.setenv("ARCANA_TEMPLATE", str(template))
    made = template.parent / "made"
    if not made.exists():
        commit_all(template)
        make(arcana, made / "off", "--no-grpc")
        make(arcana, made / "on", "--grpc")
    return {name: shutil.copytree(made / name, work / name) for name in ("off", "on")}


def make(arcana: Arcana, folder: Path, *flags: str) -> None:
    entities = [word for text in ENTITIES for word in ("--entity", text)]
    place = ("--output", str(folder), "--no-install", "--no-git")
    ended = arcana("new", "shop", *place, *flags, *entities)
    assert ended.code == 0, ended.err


@pytest.fixture
def off(services: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The service without gRPC, which commands are run in."""
    monkeypatch.chdir(services["off"])
    return services["off"]


@pytest.fixture
def on(services: dict[str, Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """The service with gRPC, which commands are run in."""
    monkeypatch.chdir(services["on"])
    return services["on"]


def files(root: Path) -> dict[str, bytes]:
    """What is generated: migrations have the time of their making."""
    tree = read_tree(root)
    kept = {path: entry.content for path, entry in tree.items() if "/__pycache__/" not in path}
    return {path: text for path, text in kept.items() if not path.startswith("migrations/")}


def build_stubs(root: Path, workshop: Workshop) -> Project:
    project = Project(root, make_blueprint(), workshop.environment)
    project.install()
    return project


def add_line(path: Path) -> None:
    path.write_text(f"{path.read_text(encoding='utf-8')}\nMINE = 1\n", encoding="utf-8")


def test_switched_on_it_is_there_for_every_entity(
    arcana: Arcana, off: Path, services: dict[str, Path], workshop: Workshop
) -> None:
    add_line(off / ROUTES)
    mine = (off / ROUTES).read_bytes()

    ended = arcana("set", "grpc=true", "--json")

    assert ended.code == 0, ended.err
    assert "migrations" not in "".join(ended.changes)
    assert ROUTES not in ended.changes
    assert {**files(services["on"]), ROUTES: mine} == files(off)
    service = build_stubs(off, workshop)
    assert '"/api/v1/orders"' in service.check("python", "-m", "app", "openapi")
    service.check("python", "-c", "import app.interfaces.grpc.servicers.order.servicer")


def test_switched_off_nothing_of_it_is_left(
    arcana: Arcana, on: Path, services: dict[str, Path], workshop: Workshop
) -> None:
    build_stubs(on, workshop)

    ended = arcana("set", "grpc=false")

    assert ended.code == 0, ended.err
    assert "stays as it is" not in ended.err
    assert files(on) == files(services["off"])


def test_switched_off_the_work_of_the_user_stays_and_is_named(
    arcana: Arcana, on: Path, services: dict[str, Path], workshop: Workshop
) -> None:
    build_stubs(on, workshop)
    add_line(on / SERVER)
    (on / OWN).write_text("MINE = 1\n")
    mine = {path: (on / path).read_bytes() for path in (SERVER, OWN)}

    ended = arcana("set", "grpc=false")

    assert ended.code == 0, ended.err
    assert f"`{SERVER}` stays as it is: you edited it" in ended.err
    assert f"`{OWN}` stays as it is: you put it there" in ended.err
    assert files(on) == {**files(services["off"]), **mine}


def test_an_added_entity_adds_its_files_and_edits_none(
    arcana: Arcana, on: Path, workshop: Workshop
) -> None:
    before = files(on)

    ended = arcana("add", "entity", "Coupon", "code:str:unique", "order:ref:Order", "--json")

    assert ended.code == 0, ended.err
    assert {kind for path, kind in ended.changes.items() if path != ANSWERS_FILE} == {"add"}
    assert before.items() - files(on).items() == {(ANSWERS_FILE, before[ANSWERS_FILE])}
    assert {
        "proto/app/v1/coupon.proto",
        "src/app/infrastructure/remote/services/coupon.py",
        "src/app/interfaces/grpc/servicers/coupon/servicer.py",
        "src/app/protocol/messages/coupon.py",
    } <= ended.changes.keys()
    build_stubs(on, workshop).check("python", "-m", "app", "openapi")


def test_the_number_of_a_removed_field_is_reserved(arcana: Arcana, on: Path) -> None:
    arcana("remove", "field", "Order", "status", "--accept-data-loss")

    ended = arcana("add", "field", "Order", "note:text:optional")

    assert ended.code == 0, ended.err
    text = (on / ORDER).read_text()
    assert "\n  reserved 11;\n" in text
    assert "optional string note = 13;" in text
    assert "STATUS" not in text


def test_a_removed_entity_takes_its_files_along_and_leaves_others(
    arcana: Arcana, on: Path, workshop: Workshop
) -> None:
    own = on / "proto/app/v1/billing.proto"
    own.write_text('syntax = "proto3";\n\npackage app.v1;\n\nmessage Bill {}\n')
    build_stubs(on, workshop)

    ended = arcana("remove", "entity", "Order", "--accept-data-loss")

    assert ended.code == 0, ended.err
    assert own.exists()
    assert "stays as it is" not in ended.err
    assert [path for path in files(on) if "/order" in path and "_pb2" not in path] == []
    build_stubs(on, workshop).check("python", "-m", "app", "openapi")
    assert not (on / "src/app/v1/order_pb2.py").exists()


def test_a_renamed_entity_keeps_its_numbers(arcana: Arcana, on: Path, workshop: Workshop) -> None:
    numbers = [line for line in (on / ORDER).read_text().splitlines() if " = 1" in line]

    ended = arcana("rename", "entity", "Order", "Purchase")

    assert ended.code == 0, ended.err
    text = (on / "proto/app/v1/purchase.proto").read_text()
    renamed = [line.replace("Order", "Purchase").replace("order", "purchase") for line in numbers]
    assert not (on / ORDER).exists()
    assert [line for line in text.splitlines() if " = 1" in line] == renamed
    assert "service PurchaseService {" in text
    build_stubs(on, workshop).check("python", "-m", "app", "openapi")


def test_values_of_an_enum_keep_their_numbers(
    arcana: Arcana, on: Path, workshop: Workshop, tmp_path: Path
) -> None:
    wanted = tmp_path / "blueprint.yaml"
    shown = arcana("show", "--blueprint").out
    wanted.write_text(
        shown.replace("- pending\n        - paid\n", "- drafted\n        - pending\n")
    )

    ended = arcana("apply", str(wanted), "--yes")

    assert ended.code == 0, ended.err
    assert (
        "  enum Status {\n"
        "    reserved 2;\n"
        "\n"
        "    STATUS_UNSPECIFIED = 0;\n"
        "    STATUS_DRAFTED = 4;\n"
        "    STATUS_PENDING = 1;\n"
        "    STATUS_SHIPPED = 3;\n"
        "  }\n"
    ) in (on / ORDER).read_text()
    service = build_stubs(on, workshop)
    service.check("buf", "format", "--diff", "--exit-code", "proto")
    service.check("buf", "lint", "proto")
