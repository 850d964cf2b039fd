"""What the words of a command make of a blueprint: one function per command."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from arcana_gen.blueprint import (
    Blueprint,
    Entity,
    blueprint_from_file,
    entity_name,
    load_options,
    parse_field,
)
from arcana_gen.blueprint.errors import InvalidChoice, InvalidOption, UnknownOption
from arcana_gen.blueprint.names import snake
from arcana_gen.blueprint.numbering import numbered_after
from arcana_gen.cli.changing import MakeEdit
from arcana_gen.cli.usage import misused
from arcana_gen.errors import WrongUsage
from arcana_gen.reconcile import Edit, Project, places_to_eject
from arcana_gen.template import Template

PRESET: Final = "preset"
"""The one question that is answered once: it decides about the defaults of a new service."""

_SET: Final = "arcana set"


def setting(assignments: Sequence[str]) -> MakeEdit:
    """`arcana set KEY=VALUE...`."""
    given = _assignments(assignments)

    def edit(project: Project, template: Template) -> Edit:
        before = project.answers.blueprint
        options = load_options(template.questions)
        try:
            resolved = options.change(before.options, given)
        except (InvalidChoice, InvalidOption, UnknownOption) as error:
            if error.option not in given:
                raise
            raise misused(error, command=_SET) from None
        return Edit(blueprint=before.with_options(resolved))

    return edit


def adding_fields(entity: str, fields: Sequence[str], *, may_ask: bool) -> MakeEdit:
    """`arcana add field ENTITY FIELD...`."""
    if not (fields or may_ask):
        raise WrongUsage(problem="no FIELD is given", command="arcana add field")

    def edit(project: Project, _template: Template) -> Edit:
        before = project.answers.blueprint
        added = [parse_field(text) for text in fields]
        if not added:
            from arcana_gen.cli.prompts import ask_fields

            added = ask_fields(list(before.entities))
        return Edit(blueprint=before.with_fields(entity, added))

    return edit


def removing_fields(entity: str, fields: Sequence[str]) -> MakeEdit:
    """`arcana remove field ENTITY FIELD...`."""
    return lambda project, _template: Edit(
        blueprint=project.answers.blueprint.without_fields(entity, fields)
    )


def removing_entity(entity: str) -> MakeEdit:
    """`arcana remove entity ENTITY`."""
    return lambda project, _template: Edit(
        blueprint=project.answers.blueprint.without_entity(entity)
    )


def renaming_entity(old: str, new: str, plural: str) -> MakeEdit:
    """`arcana rename entity OLD NEW`."""

    def edit(project: Project, _template: Template) -> Edit:
        before = project.answers.blueprint
        after = before.with_renamed_entity(old, new, plural=plural)
        name, known = entity_name(new), entity_name(old)
        if name == known:  # another plural at most
            return Edit(blueprint=after)
        return Edit(
            blueprint=after,
            renamed_entities={known: name},
            notes=tuple(_fields_with_the_old_name(before.entities[known], after, name)),
        )

    return edit


def renaming_field(entity: str, old: str, new: str) -> MakeEdit:
    """`arcana rename field ENTITY OLD NEW`."""

    def edit(project: Project, _template: Template) -> Edit:
        before = project.answers.blueprint
        after = before.with_renamed_field(entity, old, new)
        name = entity_name(entity)
        pairs = zip(before.entities[name].fields, after.entities[name].fields, strict=True)
        renamed = {(name, a.name): b.name for a, b in pairs if a.name != b.name}
        return Edit(blueprint=after, renamed_fields=renamed)

    return edit


def applying(path: Path) -> MakeEdit:
    """`arcana apply FILE`."""

    def edit(project: Project, template: Template) -> Edit:
        wanted = blueprint_from_file(path)
        before = project.answers.blueprint
        options = load_options(template.questions)
        resolved = options.change(before.options, wanted.options)
        return Edit(blueprint=numbered_after(wanted.with_options(resolved), before))

    return edit


def ejecting(what: Sequence[str]) -> MakeEdit:
    """`arcana eject PATH|ENTITY...`."""

    def edit(project: Project, template: Template) -> Edit:
        before = project.answers.blueprint
        places = {place for name in what for place in places_to_eject(project, template, name)}
        return Edit(blueprint=before.with_ejected({*before.ejected, *places}))

    return edit


def _fields_with_the_old_name(old: Entity, after: Blueprint, new: str) -> Iterator[str]:
    """References that were called like the entity: their names are decided apart from it."""
    fitting = {snake(old.name): snake(new), snake(old.plural): snake(after.entities[new].plural)}
    for entity in after.entities.values():
        for field in entity.fields:
            if field.target == new and field.name in fitting:
                words = f"arcana rename field {entity.name} {field.name} {fitting[field.name]}"
                yield f"`{entity.name}.{field.name}` keeps its name; `{words}` changes it"


def _assignments(texts: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in map(_assignment, texts):
        if key in found:
            raise WrongUsage(problem=f"`{key}` is given twice", command=_SET)
        found[key] = value
    return found


def _assignment(text: str) -> tuple[str, str]:
    key, equals, value = text.partition("=")
    key = key.strip().replace("-", "_")
    if not (key and equals):
        raise WrongUsage(problem=f"`{text}` is not KEY=VALUE", command=_SET)
    if key == PRESET:
        problem = "a preset is only what a service starts with; set the options themselves"
        raise WrongUsage(problem=problem, command=_SET)
    return key, value
