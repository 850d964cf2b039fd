"""Protobuf field numbers across blueprints: a number never gets another meaning."""

from collections.abc import Iterator
from dataclasses import replace

from arcana_gen.blueprint.blueprint import Blueprint
from arcana_gen.blueprint.entities import Entity
from arcana_gen.blueprint.fields import Field


def numbered_after(blueprint: Blueprint, before: Blueprint) -> Blueprint:
    """The blueprint with the numbers that its fields had before; removed ones stay reserved.

    A new field keeps its number unless that was somebody else's.
    """
    entities = {
        name: _numbered(entity, before.entities[name]) if name in before.entities else entity
        for name, entity in blueprint.entities.items()
    }
    return replace(blueprint, entities=entities).checked()


def _numbered(entity: Entity, before: Entity) -> Entity:
    known = {field.name: field.proto for field in before.fields}
    kept = {known[field.name] for field in entity.fields if field.name in known}
    reserved = {*before.reserved, *entity.reserved, *known.values()} - kept
    fields = tuple(_renumbered(entity.fields, known, kept | reserved))
    return replace(entity, fields=fields, reserved=tuple(sorted(reserved)))


def _renumbered(
    fields: tuple[Field, ...], known: dict[str, int], taken: set[int]
) -> Iterator[Field]:
    for field in fields:
        number = known.get(field.name, field.proto)
        if field.name not in known and number in taken:
            number = max(taken) + 1
        taken.add(number)
        yield replace(field, proto=number)
