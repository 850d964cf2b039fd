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
from arcana_gen.blueprint.jobs import PRIORITIES, Job, job_to_data, make_job
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.names import entity_name, plural_of, project_name
from arcana_gen.blueprint.options import Options, load_options
from arcana_gen.blueprint.questions import Choice, Question
from arcana_gen.blueprint.shorthand import format_field, parse_entity, parse_field

__all__ = [
    "ANSWERS_FILE",
    "BLUEPRINT_FORMAT",
    "PRIORITIES",
    "TYPES",
    "Answers",
    "Blueprint",
    "BlueprintError",
    "Choice",
    "Entity",
    "Field",
    "FieldType",
    "Job",
    "JsonValue",
    "Options",
    "Question",
    "TypeInfo",
    "attribute_of",
    "blueprint_from_file",
    "entity_name",
    "format_field",
    "job_to_data",
    "load_options",
    "make_entity",
    "make_job",
    "parse_entity",
    "parse_field",
    "plural_of",
    "project_name",
    "render_blueprint",
]
