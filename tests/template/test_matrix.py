"""Rendered projects are clean for all options, names and fields, without a formatter.

Format and lint are checked for every project. Types and layers are checked once for each
different code: the licence and the CI of a project change no Python. Which projects run their own
tests is decided in `tests/project`.
"""

import ast
import hashlib
import os
from collections.abc import Mapping
from contextlib import suppress
from itertools import combinations, product
from pathlib import Path

import pytest
from filelock import FileLock
from tests.support.entities import KEPT_NAMES, NAMES, TWELVE
from tests.support.longest import LONGEST
from tests.support.pairs import all_pairs, pairs_of
from tests.support.places import CACHE, QUESTIONS
from tests.support.projects import Project, Workshop, make_blueprint
from tests.support.random_entities import random_entities

from arcana_gen.blueprint import (
    TYPES,
    Blueprint,
    BlueprintError,
    Entity,
    entity_name,
    format_field,
    load_options,
    parse_entity,
    parse_field,
)
from arcana_gen.blueprint.fields import ON_DELETE
from arcana_gen.blueprint.identifiers import CLASS, MAX_CLASS, class_identifiers
from arcana_gen.blueprint.names import MAX_ENTITY, MAX_FIELD, MAX_PLURAL

OPTIONS = {
    option.name: option.choice_values or ("true", "false")
    for option in load_options(QUESTIONS)
    if option.choices or option.type == "bool"
}


def is_legal(options: Mapping[str, str]) -> bool:
    """Whether these options go together: events are handled by jobs."""
    return options.get("events") != "true" or options.get("jobs") != "none"


PAIRS = all_pairs(OPTIONS, is_legal=is_legal)
DATABASES = OPTIONS["database"]
EVERYTHING = {"grpc": "true", "jobs": "database", "events": "true"}
SEEDS = (1, 2)
WORDS_OF_PROTOBUF = (
    *("descriptor", "duration", "enum", "extend", "field_mask", "google", "message", "oneof"),
    *("optional", "package", "proto", "repeated", "reserved", "rpc", "service", "status"),
    *("stream", "string", "syntax", "timestamp", "true", "update_masks"),
)
IMPORT_ALL = """
import app, importlib, pkgutil
for module in pkgutil.walk_packages(app.__path__, "app."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def names_of(options: dict[str, str]) -> str:
    return "-".join(options.values())


def assert_clean(project: Project) -> None:
    project.check("ruff", "format", "--check", ".")
    project.check("ruff", "check", ".")
    if (project.root / "proto").exists():
        project.check("buf", "format", "--diff", "--exit-code", "proto")
        project.check("buf", "lint", "proto")


def assert_sound(project: Project, workshop: Workshop) -> None:
    """Types and layers, unless a project with the same code was checked already."""
    digest = hashlib.sha256()
    for name in project.files():
        content = (project.root / name).read_bytes()
        if name.endswith(".py"):
            digest.update(f"{name}\n".encode() + content)
        elif name == "pyproject.toml":
            digest.update(content[content.index(b"\n[tool.") :])
    marker = workshop.folder / f"sound-{digest.hexdigest()}"
    with FileLock(f"{marker}.lock"):
        if not marker.exists():
            # What mypy knows of libraries is the same for all; two at a time would disturb it.
            worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
            project.check("mypy", "--cache-dir", str(CACHE / f"mypy-{worker}"))
            project.check("lint-imports", "--no-cache")
            marker.touch()


def with_entities(entities: list[Entity], database: str = "postgresql") -> Blueprint:
    return make_blueprint(database=database, **EVERYTHING).with_entities(entities)


def legal_together(entities: list[Entity]) -> Blueprint:
    """Those that the blueprint accepts beside each other."""
    blueprint = make_blueprint(**EVERYTHING)
    for entity in entities:
        try:
            blueprint = blueprint.with_entity(entity)
        except BlueprintError:
            continue
    return blueprint


def test_every_two_values_of_different_options_meet() -> None:
    met = {pair for options in PAIRS for pair in pairs_of(options)}

    for (first, values), (second, others) in combinations(sorted(OPTIONS.items()), 2):
        for value, other in product(values, others):
            pair = ((first, value), (second, other))
            assert (pair in met) == is_legal(dict(pair))


def test_the_names_have_fields_of_every_type() -> None:
    entities = make_blueprint(NAMES).entities

    assert set(entities) == {"Tag", "Order", "Zone", "Person", "PurchaseOrderLineItem"}
    assert {field.type for entity in entities.values() for field in entity.fields} == set(TYPES)


def test_the_twelve_entities_have_every_modifier_of_every_type() -> None:
    entities = make_blueprint(TWELVE).entities.values()
    fields = [field for entity in entities for field in entity.fields]

    assert len(entities) == 12
    for kind, info in TYPES.items():
        for modifier in info.modifiers:
            values = [getattr(field, modifier) for field in fields if field.type == kind]
            assert any(value not in (None, "") and value is not False for value in values)
    for kind, rules in ON_DELETE.items():
        assert {field.on_delete for field in fields if field.type == kind} == set(rules)


def test_the_longest_names_are_as_long_as_they_may_be() -> None:
    sets = {name: make() for name, make in LONGEST.items()}

    fields = [field.name for entity in sets["fields"] for field in entity.fields]
    classes = [
        found.name
        for entity in sets["fields"]
        for found in class_identifiers(entity)
        if found.kind == CLASS and found.field
    ]
    assert max(map(len, fields)) == MAX_FIELD
    assert max(map(len, classes)) == MAX_CLASS
    assert {len(entity.name) for entity in sets["entities"]} == {MAX_ENTITY}
    assert {len(entity.name) for entity in sets["words"]} == {MAX_ENTITY}
    assert {len(entity.plural) for entity in sets["plurals"]} == {MAX_PLURAL}


@pytest.mark.parametrize("options", PAIRS, ids=names_of)
def test_is_clean_for_all_pairs_of_options(options: dict[str, str], workshop: Workshop) -> None:
    project = workshop.project(make_blueprint(NAMES, **options))

    assert_clean(project)
    assert_sound(project, workshop)


@pytest.mark.parametrize("database", DATABASES)
def test_is_clean_for_twelve_entities_with_all_modifiers(database: str, workshop: Workshop) -> None:
    project = workshop.project(make_blueprint(TWELVE, database=database, grpc="true"))

    assert_clean(project)
    assert_sound(project, workshop)


@pytest.mark.parametrize("database", DATABASES)
def test_is_clean_where_deleted_entities_are_kept(database: str, workshop: Workshop) -> None:
    project = workshop.project(make_blueprint(KEPT_NAMES, database=database, **EVERYTHING))

    assert_clean(project)
    assert_sound(project, workshop)


@pytest.mark.parametrize("database", DATABASES)
def test_is_clean_without_entities(database: str, workshop: Workshop) -> None:
    project = workshop.project(make_blueprint(database=database))

    assert_clean(project)
    assert_sound(project, workshop)


@pytest.mark.parametrize("longest", LONGEST)
def test_is_clean_for_the_longest_names(longest: str, workshop: Workshop) -> None:
    project = workshop.project(with_entities(LONGEST[longest]()))

    assert_clean(project)


def test_is_clean_for_the_longest_options(workshop: Workshop) -> None:
    project = workshop.project(
        make_blueprint(
            NAMES[:1],
            project_name=f"a{'-b' * 24}",
            description='It says "no" to {braces}, back\\slashes & <tags>, '.ljust(200, "é"),
            author="Zoë O'Neill-Ångström <zoe.o-neill@example.com>",
        )
    )

    assert_clean(project)
    assert_sound(project, workshop)


def test_is_clean_for_names_that_sort_oddly(workshop: Workshop) -> None:
    entities = ["Order2 a:str", "Order10 a:str", "Order a:str", "OrderA a:str"]
    references = "a:ref:Order2 b:ref:Order10 c:refs:Order d:refs:OrderA e:refs:Order10"
    enums = "k2:enum:x k10:enum:x k:enum:x a_bc:enum:x abb:enum:x"
    project = workshop.project(
        make_blueprint([*entities, f"Line {references} {enums}"], **EVERYTHING)
    )

    assert_clean(project)


@pytest.mark.parametrize("seed", SEEDS)
def test_is_clean_for_fields_that_nobody_would_think_of(seed: int, workshop: Workshop) -> None:
    project = workshop.project(legal_together(random_entities(seed, 40)))

    assert_clean(project)
    assert_sound(project, workshop)


def words_in_code(project: Project) -> set[str]:
    """Every name in the files of one entity, and what their folders are called."""
    found: set[str] = set()
    for name in project.files():
        path = Path(name)
        if path.suffix == ".py" and "purchase_order_line_item" in name:
            found.update(path.parts)
            for node in ast.walk(ast.parse((project.root / path).read_text(encoding="utf-8"))):
                for attribute in ("id", "arg", "attr", "name", "asname", "module"):
                    text = getattr(node, attribute, None)
                    found.update(text.split(".") if isinstance(text, str) else ())
    return {word for word in found if word.isidentifier() and "purchase" not in word.lower()}


def test_fields_may_have_the_names_that_the_code_uses(workshop: Workshop) -> None:
    words = words_in_code(workshop.project(make_blueprint(NAMES, grpc="true")))
    fields = []
    for word in sorted(words.union(WORDS_OF_PROTOBUF)):
        with suppress(BlueprintError):
            fields.append(format_field(parse_field(f"{word}:str:default=x")))
    after = (
        "amount:decimal:9,2:min=0 kind:enum:a,b:default=a document:json:default=[1] seen:datetime"
        " day:date:default=today times:duration site:url other:ref:Words"
        # Names of messages in Python, and the name of the message itself.
        " clear:enum:a,b has_field:enum:a,b status:enum:field-number,status after:enum:a,b"
    )
    project = workshop.project(
        make_blueprint(
            [f"Words {' '.join(dict.fromkeys(fields))}", f"After rules:int {after}"], grpc="true"
        )
    )

    assert len(fields) > 50
    assert_clean(project)
    assert_sound(project, workshop)
    project.check("python", "-m", "app", "openapi")
    project.check("python", "-c", IMPORT_ALL)


def test_entities_may_have_the_names_that_the_code_uses(workshop: Workshop) -> None:
    words = sorted(words_in_code(workshop.project(make_blueprint(NAMES, grpc="true"))))
    entities = []
    for word in ["other", "clear", "values", *WORDS_OF_PROTOBUF, *words]:
        with suppress(BlueprintError):
            name = entity_name(word)
            entities.append(parse_entity(f"{name} label:str:unique others:refs:{name}"))
    project = workshop.project(legal_together(entities))

    assert len(project.blueprint.entities) > 50
    assert_clean(project)
    assert_sound(project, workshop)
    project.check("python", "-m", "app", "openapi")
    project.check("python", "-c", IMPORT_ALL)
