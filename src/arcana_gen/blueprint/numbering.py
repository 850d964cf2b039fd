"""Protobuf numbers of fields and values, from blueprint to blueprint: none gets another meaning."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from arcana_gen.blueprint.blueprint import Blueprint
from arcana_gen.blueprint.entities import Entity
from arcana_gen.blueprint.enum_rules import numbers_by_value, with_numbers
from arcana_gen.blueprint.enums import enum_member
from arcana_gen.blueprint.fields import Field, FieldType

_ALIKE: Final = (
    frozenset({FieldType.STR, FieldType.TEXT, FieldType.EMAIL, FieldType.URL}),
    frozenset({FieldType.INT, FieldType.BIGINT}),
)
"""Types that are one in protobuf, or that it reads as each other."""


def numbered_after(blueprint: Blueprint, before: Blueprint) -> Blueprint:
    """The blueprint with the numbers that its fields and values had; removed ones stay reserved.

    What is new keeps its number unless that was somebody else's. A field of another type is new to
    those who read messages.
    """
    entities = {
        name: _numbered(entity, before.entities[name]) if name in before.entities else entity
        for name, entity in blueprint.entities.items()
    }
    return replace(blueprint, entities=entities).checked()


def _numbered(entity: Entity, before: Entity) -> Entity:
    old = {field.name: field for field in before.fields}
    wanted = {field.name: field.proto for field in entity.fields}
    known = {
        field.name: old[field.name].proto
        for field in entity.fields
        if field.name in old and _reads_alike(old[field.name].type, field.type)
    }
    given = {field.proto for field in before.fields}
    numbers, reserved = _carried(wanted, known, {*before.reserved, *entity.reserved, *given})
    fields = tuple(
        replace(_values_numbered(field, old.get(field.name)), proto=numbers[field.name])
        for field in entity.fields
    )
    return replace(entity, fields=fields, reserved=reserved)


def _reads_alike(before: FieldType, after: FieldType) -> bool:
    return before == after or any({before, after} <= types for types in _ALIKE)


def _values_numbered(field: Field, before: Field | None) -> Field:
    if before is None or not (field.values and before.values):
        return field
    known, wanted = (
        {enum_member(value): number for value, number in numbers_by_value(side).items()}
        for side in (before, field)
    )
    numbers, reserved = _carried(wanted, known, {*before.reserved, *field.reserved})
    return with_numbers(field, tuple(numbers.values()), reserved)


def _carried(
    wanted: Mapping[str, int], known: Mapping[str, int], reserved: set[int]
) -> tuple[dict[str, int], tuple[int, ...]]:
    """The number of each name, and the numbers that no name has any more."""
    kept = {known[name] for name in wanted if name in known}
    gone = {*reserved, *known.values()} - kept
    taken = kept | gone
    numbers: dict[str, int] = {}
    for name, number in wanted.items():
        if name in known:
            numbers[name] = known[name]
        else:
            numbers[name] = max(taken) + 1 if number in taken else number
            taken.add(numbers[name])
    return numbers, tuple(sorted(gone))
