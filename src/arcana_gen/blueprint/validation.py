"""What entities must fulfil beside each other."""

from collections.abc import Iterator, Mapping
from typing import Final

from arcana_gen.blueprint.entities import Entity, attribute_of, check_attributes
from arcana_gen.blueprint.enum_rules import check_value_names
from arcana_gen.blueprint.errors import (
    BlueprintError,
    ClassNameTooLong,
    DuplicateDerivedName,
    IdentifierTooLong,
    ReferenceCycle,
    UnknownEntity,
    UnsupportedPrecision,
)
from arcana_gen.blueprint.fields import Field
from arcana_gen.blueprint.identifiers import (
    MAX_CLASS,
    MAX_IDENTIFIER,
    Identifier,
    class_identifiers,
    database_identifiers,
    message_identifiers,
)
from arcana_gen.blueprint.suggestions import nearest

SQLITE_DIGITS: Final = 18
"""SQLite keeps a decimal as a whole number of 64 bits."""

MYSQL_SCALE: Final = 30


def check_entities(entities: Mapping[str, Entity], *, database: str) -> None:
    """Raise the first thing that is wrong between the entities, or with the chosen database."""
    for entity in entities.values():
        _check_references(entity, entities)
    _check_derived_names(entities)
    for entity in entities.values():
        _check_entity(entity, entities, database=database)
    dependency_order(entities)


def dependency_order(entities: Mapping[str, Entity]) -> tuple[str, ...]:
    """The names so that each entity stands after those it refers to; by name otherwise."""
    ordered: dict[str, None] = {}
    for name in sorted(entities):
        _visit(name, entities, ordered, path=())
    return tuple(ordered)


def _visit(
    name: str, entities: Mapping[str, Entity], ordered: dict[str, None], *, path: tuple[str, ...]
) -> None:
    if name in ordered:
        return
    if name in path:
        circle = [*path[path.index(name) :], name]
        raise ReferenceCycle(path=" → ".join(f"`{step}`" for step in circle))
    for target in sorted(entities[name].targets):
        if target in entities:
            _visit(target, entities, ordered, path=(*path, name))
    ordered[name] = None


def _check_references(entity: Entity, entities: Mapping[str, Entity]) -> None:
    known = {*entities, entity.name}
    for field in entity.fields:
        if field.is_reference and field.target not in known:
            error = UnknownEntity(
                field=field.name,
                target=field.target,
                known=" ".join(f"`{name}`" for name in sorted(known)),
                near=nearest(field.target, known),
            )
            raise error.at(f"entity `{entity.name}`")


def _check_derived_names(entities: Mapping[str, Entity]) -> None:
    seen: dict[tuple[str, str], Identifier] = {}
    for entity in entities.values():
        for found in _shared_names(entity, entities):
            # A file system may take `OrderLine` and `Orderline` for one.
            first = seen.setdefault((found.kind, found.name.lower()), found)
            if first != found:
                raise DuplicateDerivedName(
                    first=first.owner, second=found.owner, what=found.kind, name=found.name
                )


def _shared_names(entity: Entity, entities: Mapping[str, Entity]) -> Iterator[Identifier]:
    yield Identifier(kind="plural", name=entity.plural, entity=entity.name)
    yield Identifier(kind="route", name=entity.route, entity=entity.name)
    yield from database_identifiers(entity, entities)
    yield from class_identifiers(entity)
    yield from message_identifiers(entity)


def _check_entity(entity: Entity, entities: Mapping[str, Entity], *, database: str) -> None:
    _check_lengths(entity, entities)
    attributes = [attribute_of(field, entities.get(field.target)) for field in entity.fields]
    where = f"entity `{entity.name}`"
    try:
        check_attributes(entity, attributes)
        check_value_names(entity.fields)
        for field in entity.fields:
            _check_digits(field, database=database)
    except BlueprintError as error:
        raise error.at(where) from None


def _check_lengths(entity: Entity, entities: Mapping[str, Entity]) -> None:
    for found in database_identifiers(entity, entities):
        if len(found.name) > MAX_IDENTIFIER:
            raise IdentifierTooLong(
                entity=entity.name,
                field=found.field,
                identifier=found.name,
                length=len(found.name),
                limit=MAX_IDENTIFIER,
            )
    for found in class_identifiers(entity):
        # Names of the other classes are as long as that of the entity lets them be.
        if found.field and len(found.name) > MAX_CLASS:
            raise ClassNameTooLong(
                entity=entity.name,
                field=found.field,
                name=found.name,
                length=len(found.name),
                limit=MAX_CLASS,
            )


def _check_digits(field: Field, *, database: str) -> None:
    if database == "sqlite" and (field.precision or 0) > SQLITE_DIGITS:
        raise UnsupportedPrecision(
            field=field.name,
            digits=field.precision or 0,
            limit=SQLITE_DIGITS,
            unit="digits",
            database="SQLite",
        )
    if database == "mysql" and (field.scale or 0) > MYSQL_SCALE:
        raise UnsupportedPrecision(
            field=field.name,
            digits=field.scale or 0,
            limit=MYSQL_SCALE,
            unit="digits after the point",
            database="MySQL",
        )
