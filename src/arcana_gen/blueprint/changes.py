"""Changes of the entities of a blueprint, each of which gives all entities anew.

What people call an entity or a field is found in any writing: `order line` is `OrderLine`, and
`customer_id` the reference `customer`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from arcana_gen.blueprint.entities import Entity, attribute_of, make_entity, table_of
from arcana_gen.blueprint.errors import (
    DuplicateEntity,
    EntityInUse,
    EntityNotFound,
    FieldExists,
    FieldNotFound,
    NoFieldLeft,
)
from arcana_gen.blueprint.fields import Field, FieldType
from arcana_gen.blueprint.names import entity_name, field_name, plural_name, plural_of
from arcana_gen.blueprint.rules import check_field
from arcana_gen.blueprint.suggestions import nearest

Entities = Mapping[str, Entity]


def find_entity(entities: Entities, name: str) -> Entity:
    """The entity of this name in any writing; raises EntityNotFound."""
    wanted = entity_name(name)
    if wanted not in entities:
        known = " ".join(f"`{known}`" for known in sorted(entities))
        raise EntityNotFound(entity=wanted, known=known, near=nearest(wanted, entities))
    return entities[wanted]


def find_field(entities: Entities, entity: Entity, name: str) -> Field:
    """The field of this name, or of the name that it has in the service; raises FieldNotFound."""
    wanted = field_name(name)
    by_name = {field.name: field for field in entity.fields}
    by_attribute = {
        attribute_of(field, entities.get(field.target)): field for field in entity.fields
    }
    found = by_name.get(wanted) or by_attribute.get(wanted)
    if found is None:
        known = " ".join(f"`{known}`" for known in by_name)
        near = nearest(wanted, by_name)
        raise FieldNotFound(entity=entity.name, field=wanted, known=known, near=near)
    return found


def add_fields(entities: Entities, name: str, fields: Iterable[Field]) -> Entities:
    """Put fields at the end of an entity; those without a number get the next ones."""
    entity = find_entity(entities, name)
    taken = {field.name for field in entity.fields}
    added: list[Field] = []
    for field in fields:
        if field.name in taken:
            raise FieldExists(entity=entity.name, field=field.name)
        taken.add(field.name)
        added.append(field)
    return _with(entities, _rebuilt(entity, (*entity.fields, *added)))


def remove_fields(entities: Entities, name: str, names: Iterable[str]) -> Entities:
    """Take fields out of an entity; their protobuf numbers are never given again."""
    entity = find_entity(entities, name)
    gone = {find_field(entities, entity, name).name for name in names}
    kept = tuple(field for field in entity.fields if field.name not in gone)
    if not kept:
        raise NoFieldLeft(entity=entity.name)
    numbers = [field.proto for field in entity.fields if field.name in gone]
    smaller = replace(entity, reserved=tuple(sorted({*entity.reserved, *numbers})))
    return _with(entities, _rebuilt(smaller, kept))


def remove_entity(entities: Entities, name: str) -> Entities:
    """Take an entity out; raises EntityInUse while others refer to it."""
    gone = find_entity(entities, name).name
    fields = [
        f"`{entity.name}.{field.name}`"
        for entity in entities.values()
        for field in entity.fields
        if field.target == gone and entity.name != gone
    ]
    if fields:
        raise EntityInUse(entity=gone, fields=", ".join(fields))
    return {known: entity for known, entity in entities.items() if known != gone}


def rename_entity(entities: Entities, old: str, new: str, *, plural: str = "") -> Entities:
    """Give an entity another name, also where fields refer to it.

    Its plural and table follow the name, unless they were chosen.
    """
    entity = find_entity(entities, old)
    name = entity_name(new)
    if name != entity.name and name in entities:
        raise DuplicateEntity(entity=name)
    if not plural:
        follows = entity.plural == plural_of(entity.name)
        plural = plural_of(name) if follows else entity.plural
    table = "" if entity.table == table_of(entity.plural) else entity.custom_table
    others = {known: other for known, other in entities.items() if known != entity.name}
    renamed = make_entity(
        name,
        _retargeted(entity, entity.name, name).fields,
        plural=plural_name(plural),
        table=table,
        soft_delete=entity.soft_delete,
        reserved=entity.reserved,
    )
    return {
        known: _retargeted(other, entity.name, name)
        for known, other in sorted({**others, name: renamed}.items())
    }


def rename_field(entities: Entities, name: str, old: str, new: str) -> Entities:
    """Give a field another name; it keeps its number and its place."""
    entity = find_entity(entities, name)
    field = find_field(entities, entity, old)
    wanted = field_name(new)
    if field.type == FieldType.REF:
        wanted = wanted.removesuffix("_id")
    if any(other.name == wanted for other in entity.fields if other != field):
        raise FieldExists(entity=entity.name, field=wanted)
    renamed = check_field(replace(field, name=wanted))
    fields = tuple(renamed if other == field else other for other in entity.fields)
    return _with(entities, _rebuilt(entity, fields))


def _with(entities: Entities, changed: Entity) -> Entities:
    return {**entities, changed.name: changed}


def _rebuilt(entity: Entity, fields: tuple[Field, ...]) -> Entity:
    return make_entity(
        entity.name,
        fields,
        plural=entity.plural,
        table=entity.custom_table,
        soft_delete=entity.soft_delete,
        reserved=entity.reserved,
    )


def _retargeted(entity: Entity, old: str, new: str) -> Entity:
    fields = tuple(
        replace(field, target=new) if field.target == old else field for field in entity.fields
    )
    return replace(entity, fields=fields)
