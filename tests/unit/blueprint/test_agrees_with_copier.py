"""What the blueprint computes by itself is what Copier and the template come to."""

import ast
import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import copier
import pytest

from arcana_gen.blueprint import (
    Answers,
    Blueprint,
    Options,
    attribute_of,
    load_options,
    parse_entity,
)
from arcana_gen.blueprint.enums import enum_member, enum_prefix
from arcana_gen.blueprint.fields import FieldType
from arcana_gen.blueprint.identifiers import (
    class_identifiers,
    database_identifiers,
    message_identifiers,
)
from arcana_gen.blueprint.names import snake
from arcana_gen.blueprint.reserved import (
    LIST_MESSAGE_FIELDS,
    MESSAGE_FIELDS,
    RESERVED_PROJECTS,
    TEMPLATE_CLASS_NAMES,
    reserved_field_reason,
)
from arcana_gen.blueprint.rules import check_field, longest

REPOSITORY = Path(__file__).parents[3]
SLICE = "{% yield entity "
EVERY_TYPE = """
    Order number:str:max=32:unique kind:enum:in-progress,2xl:default=2xl note:text
    total:decimal small:int:min=1 large:bigint:max=9 ratio:float:min=0 paid:bool:default=true
    day:date:default=today placed_at:datetime:default=now opens:time:index
    window:duration:default=PT1H30M key:uuid settings:json:default={} contact:email site:url
    blob:bytes parent:ref:Order:optional customer:ref:Person tags:refs:Tag labels:refs:Tag
    related:refs:Order
"""
ENTITIES = (
    EVERY_TYPE,
    "Tag name:str",
    "Person:soft_delete name:str:unique",
    "Group name:str owner:ref:Person:optional:on_delete=set_null",
    "OAuth2Token/OAuth2Tokens name:str",
    "Odd a_b:enum:v line_1:enum:v x_1b:enum:v ab_cd:enum:v a:enum:v x1_y2z_w:enum:v",
)


@pytest.fixture(scope="module")
def options() -> Options:
    return load_options(REPOSITORY / "copier.yml")


@pytest.fixture(scope="module")
def blueprint(options: Options) -> Blueprint:
    given = {"project_name": "shop", "author": "Zoë", "grpc": "true"}
    given |= {"jobs": "database", "events": "true"}
    empty = Blueprint(options.resolve(given))
    entities = [parse_entity(text) for text in ENTITIES]
    [order] = [entity for entity in entities if entity.name == "Order"]
    fields = [
        check_field(replace(field, numbers=(7, 8), reserved=(2, 5))) if field.values else field
        for field in order.fields
    ]
    return empty.with_entities(
        replace(entity, fields=tuple(fields)) if entity is order else entity for entity in entities
    )


@pytest.fixture(scope="module")
def questions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The questions alone, with a file that shows what the template computes from them."""
    source = tmp_path_factory.mktemp("questions")
    shutil.copy(REPOSITORY / "copier.yml", source)
    shutil.copytree(REPOSITORY / "includes", source / "includes")
    answers_file = "{{ _copier_conf.answers_file }}.jinja"
    (source / "template").mkdir()
    shutil.copy(REPOSITORY / "template" / answers_file, source / "template")
    (source / "template/views.json.jinja").write_text("{{ entity_list | to_json }}")
    return source


def render(source: Path, destination: Path, data: dict[str, object]) -> str:
    copier.run_copy(str(source), destination, data=data, defaults=True, quiet=True)
    return (destination / ".copier-answers.yml").read_text()


@pytest.mark.parametrize("preset", ["minimal", "standard", "full"])
def test_answers_are_those_of_copier(
    options: Options, questions: Path, tmp_path: Path, preset: str
) -> None:
    given = {"project_name": "shop", "preset": preset}

    text = render(questions, tmp_path, {**given})

    assert Answers.parse(text).blueprint.options == options.resolve(given)


def test_copier_writes_the_blueprint_that_it_was_given(
    blueprint: Blueprint, questions: Path, tmp_path: Path
) -> None:
    text = render(questions, tmp_path, dict(blueprint.to_answers()))

    assert Answers.parse(text).blueprint == blueprint


def test_an_added_entity_is_written_as_copier_would_have(
    blueprint: Blueprint, questions: Path, tmp_path: Path
) -> None:
    parts = [part for name, part in blueprint.entities.items() if name != "Order"]
    smaller = Blueprint(blueprint.options).with_entities(parts)
    before = render(questions, tmp_path / "before", dict(smaller.to_answers()))
    after = render(questions, tmp_path / "after", dict(blueprint.to_answers()))

    assert Answers.parse(before).with_entity(blueprint.entities["Order"]).dump() == after


def test_what_is_ejected_is_recorded_and_never_written(
    blueprint: Blueprint, questions: Path, tmp_path: Path
) -> None:
    source = tmp_path / "source"
    shutil.copytree(questions, source)
    for path in ("docs/a.md", "a[1].txt", "a1.txt", "deep/a[1].txt"):
        (source / "template" / path).parent.mkdir(exist_ok=True)
        (source / "template" / path).touch()
    ejected = blueprint.with_ejected(["a[1].txt", "docs"])
    project = tmp_path / "project"

    text = render(source, project, dict(ejected.to_answers()))
    copier.run_recopy(project, defaults=True, overwrite=True, quiet=True)

    assert Answers.parse(text).blueprint == ejected
    assert (project / ".copier-answers.yml").read_text() == text
    found = {str(path.relative_to(project)) for path in project.rglob("*.*") if path.is_file()}
    assert found == {".copier-answers.yml", "views.json", "a1.txt", "deep/a[1].txt"}


def test_ejected_paths_are_written_as_copier_would_have(
    blueprint: Blueprint, questions: Path, tmp_path: Path
) -> None:
    ejected = blueprint.with_ejected(["README.md", "src/app"])
    before = render(questions, tmp_path / "before", dict(blueprint.to_answers()))
    after = render(questions, tmp_path / "after", dict(ejected.to_answers()))

    assert "ejected" not in before
    assert Answers.parse(before).to(ejected).dump() == after
    assert Answers.parse(after).to(blueprint).dump() == before


def test_ejected_paths_are_no_option(options: Options) -> None:
    assert "ejected" not in [option.name for option in options]


def test_the_template_derives_the_same_names(
    blueprint: Blueprint, questions: Path, tmp_path: Path
) -> None:
    render(questions, tmp_path, dict(blueprint.to_answers()))

    views = {view["name"]: view for view in json.loads((tmp_path / "views.json").read_text())}

    assert views.keys() == blueprint.entities.keys()
    for name, entity in blueprint.entities.items():
        view = views[name]
        assert (view["module"], view["table"]) == (entity.module, entity.table)
        assert (view["route"], view["plural"]) == (entity.route, entity.plural)
        assert [field["name"] for field in view["fields"]] == [
            attribute_of(field, blueprint.entities.get(field.target)) for field in entity.fields
        ]
        enums = {field["class"] for field in view["fields"] if field["class"]}
        assert enums <= {found.name for found in class_identifiers(entity)}


@pytest.fixture(scope="module")
def entity_folder(blueprint: Blueprint, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the files of all entities, and no others."""
    source, project = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("project")
    shutil.copy(REPOSITORY / "copier.yml", source)
    shutil.copytree(REPOSITORY / "includes", source / "includes")
    for path in (REPOSITORY / "template").rglob("*"):
        relative = path.relative_to(REPOSITORY)
        if path.is_file() and (SLICE in str(relative) or "answers_file" in path.name):
            (source / relative).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, source / relative)
    render(source, project, dict(blueprint.to_answers()))
    return project


@pytest.fixture(scope="module")
def entity_files(entity_folder: Path) -> dict[str, ast.Module]:
    """The rendered Python files of all entities, parsed."""
    return {str(path): ast.parse(path.read_text()) for path in entity_folder.rglob("*.py")}


def test_reserves_every_class_that_the_files_of_an_entity_use(
    blueprint: Blueprint, entity_files: dict[str, ast.Module]
) -> None:
    own = {
        found.name for entity in blueprint.entities.values() for found in class_identifiers(entity)
    }
    imported = {
        alias.asname or alias.name
        for tree in entity_files.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assigned = {
        target.id
        for tree in entity_files.values()
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    names = imported | assigned
    classes = {name for name in names if re.fullmatch(r"[A-Z][A-Za-z0-9]*[a-z0-9]", name)}

    assert classes - own - TEMPLATE_CLASS_NAMES == set()


def test_reserves_the_methods_of_everything_that_has_fields(
    entity_files: dict[str, ast.Module],
) -> None:
    methods = {
        function.name
        for path, tree in entity_files.items()
        if path.endswith(("entity.py", "commands.py", "schemas.py"))
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        for function in node.body
        if isinstance(function, ast.FunctionDef) and not function.name.startswith("_")
    }

    assert methods
    assert [name for name in methods if not reserved_field_reason(name)] == []


def test_reserves_every_package_that_a_service_depends_on() -> None:
    texts = [
        (REPOSITORY / path).read_text()
        for path in ("template/pyproject.toml.jinja", "includes/databases.jinja")
    ]
    packages = set(re.findall(r"[\"']([a-z][a-z0-9-]+)(?:\[[a-z]+\])?[><=~]=", "".join(texts)))

    assert "fastapi" in packages
    assert packages - {"hatchling"} - RESERVED_PROJECTS == set()


def test_knows_every_class_that_the_files_of_an_entity_define(
    blueprint: Blueprint, entity_files: dict[str, ast.Module]
) -> None:
    known = {
        found.name for entity in blueprint.entities.values() for found in class_identifiers(entity)
    }
    defined = {
        node.name
        for path, tree in entity_files.items()
        if "/src/" in path
        for node in tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_")
    }

    assert defined - known == set()


def test_knows_every_name_in_the_database(
    blueprint: Blueprint, entity_files: dict[str, ast.Module]
) -> None:
    known = {
        found.name
        for entity in blueprint.entities.values()
        for found in database_identifiers(entity, blueprint.entities)
    }
    written = {
        node.value
        for path, tree in entity_files.items()
        if path.endswith("table.py")
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.match(r"(uq|ix|fk|ck|pk)_", node.value)
    }
    # Checks are known by the longest rule that there may be.
    checks = {name.rpartition("_")[0] for name in known if name.startswith("ck_")}

    assert written
    for name in written:
        assert name in known or name.rpartition("_")[0] in checks


@pytest.fixture(scope="module")
def protos(entity_folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text() for path in entity_folder.rglob("*.proto")}


def test_knows_every_name_in_the_package_of_protobuf(
    blueprint: Blueprint, protos: dict[str, str]
) -> None:
    for entity in blueprint.entities.values():
        declared = re.findall(r"(?m)^(?:message|service) (\w+)", protos[entity.module])

        assert sorted(declared) == sorted(found.name for found in message_identifiers(entity))


def test_reserves_the_fields_of_messages_that_have_one_called_like_the_entity(
    blueprint: Blueprint, protos: dict[str, str]
) -> None:
    own = {
        name
        for entity in blueprint.entities.values()
        for name in (entity.module, snake(entity.plural))
    }
    messages = re.findall(
        r"(?ms)^message \w+Re(?:quest|sponse) \{$.*?^\}$", "".join(protos.values())
    )
    beside = {
        name
        for fields in (set(re.findall(r" ([a-z]\w*) = \d+;", message)) for message in messages)
        if fields & own
        for name in fields - own
    }

    assert beside == MESSAGE_FIELDS | LIST_MESSAGE_FIELDS


def test_values_of_enums_are_named_and_numbered_as_the_template_does(
    protos: dict[str, str],
) -> None:
    assert "KIND_IN_PROGRESS = 7;" in protos["order"]
    assert "    reserved 2, 5;\n\n    KIND_UNSPECIFIED = 0;\n" in protos["order"]
    for field in ("a_b", "line_1", "x_1b", "ab_cd", "a", "x1_y2z_w"):
        assert f" {enum_prefix(field)}_UNSPECIFIED = 0;" in protos["odd"]


def test_enum_members_are_named_as_the_template_names_them(
    entity_files: dict[str, ast.Module],
) -> None:
    tree = next(tree for path, tree in entity_files.items() if path.endswith("order/entity.py"))
    members = {
        statement.targets[0].id
        for node in tree.body
        if isinstance(node, ast.ClassDef) and node.name == "OrderKind"
        for statement in node.body
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name)
    }

    assert members == {enum_member("in-progress"), enum_member("2xl")} == {"IN_PROGRESS", "N2XL"}


def test_the_longest_values_are_those_of_the_template(blueprint: Blueprint) -> None:
    table = (REPOSITORY / "includes/types.jinja").read_text()
    found = re.search(r"DEFAULT_MAX = (\{.*?\})", table)
    assert found is not None

    fields = {field.type: longest(field) for field in blueprint.entities["Order"].fields}
    fields[FieldType.STR] = 255
    assert {FieldType(name): length for name, length in ast.literal_eval(found[1]).items()} == {
        name: length for name, length in fields.items() if length is not None
    }
