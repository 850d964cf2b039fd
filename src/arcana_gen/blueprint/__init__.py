"""The blueprint: names, fields, entities and options, their rules, and the files they live in."""

from arcana_gen.blueprint.answers import (
    ANSWERS_FILE,
    Answers,
    blueprint_from_file,
    render_blueprint,
)
from arcana_gen.blueprint.blueprint import BLUEPRINT_FORMAT, Blueprint
from arcana_gen.blueprint.entities import Entity, attribute_of, make_entity
from arcana_gen.blueprint.errors import BlueprintError
from arcana_gen.blueprint.fields import TYPES, Field, FieldType, TypeInfo
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.names import entity_name, plural_of, project_name
from arcana_gen.blueprint.options import Options, load_options
from arcana_gen.blueprint.questions import Choice, Question
from arcana_gen.blueprint.shorthand import format_field, parse_entity, parse_field

__all__ = [
    "ANSWERS_FILE",
    "BLUEPRINT_FORMAT",
    "TYPES",
    "Answers",
    "Blueprint",
    "BlueprintError",
    "Choice",
    "Entity",
    "Field",
    "FieldType",
    "JsonValue",
    "Options",
    "Question",
    "TypeInfo",
    "attribute_of",
    "blueprint_from_file",
    "entity_name",
    "format_field",
    "load_options",
    "make_entity",
    "parse_entity",
    "parse_field",
    "plural_of",
    "project_name",
    "render_blueprint",
]
