"""An entity and the names that follow from it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from arcana_gen.blueprint.errors import (
    DuplicateField,
    DuplicateProto,
    EntityWithoutFields,
    InvalidTable,
    ReservedName,
    SelfReferenceNeedsOptional,
)
from arcana_gen.blueprint.fields import FIRST_PROTO, Field, FieldType
from arcana_gen.blueprint.names import entity_name, is_snake, kebab, plural_name, plural_of, snake
from arcana_gen.blueprint.reserved import (
    needs_table_prefix,
    reserved_entity_reason,
    reserved_plural_reason,
)

MAX_PROTO = 18_999
"""The numbers from 19000 belong to protobuf itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One entity; made by `make_entity`, which checks it.

    `custom_table` is empty where the table is simply the plural in snake_case. `soft_delete` says
    whether rows are kept when they are deleted, and can be restored. `reserved` are the protobuf
    numbers of fields that are gone, which no field can have again.
    """

    name: str
    plural: str
    fields: tuple[Field, ...]
    custom_table: str = ""
    soft_delete: bool = False
    reserved: tuple[int, ...] = ()

    @property
    def module(self) -> str:
        """The folder of its files in every layer."""
        return snake(self.name)

    @property
    def table(self) -> str:
        """The table in the database."""
        return self.custom_table or snake(self.plural)

    @property
    def route(self) -> str:
        """The segment of its address: `/api/v1/<route>`."""
        return kebab(self.plural)

    @property
    def targets(self) -> tuple[str, ...]:
        """The other entities that it refers to, each once, in the order of the fields."""
        names = dict.fromkeys(field.target for field in self.fields if field.is_reference)
        return tuple(name for name in names if name != self.name)


def make_entity(
    name: str,
    fields: Iterable[Field],
    *,
    plural: str = "",
    table: str = "",
    soft_delete: bool = False,
    reserved: Iterable[int] = (),
) -> Entity:
    """Normalise the names, number the fields, and check all that needs no other entity."""
    name = entity_name(name)
    plural = plural_name(plural) if plural else plural_of(name)
    _check_reserved(name, plural)
    default_table = snake(plural)
    table = table or table_of(plural)
    if not is_snake(table) or needs_table_prefix(table):
        raise InvalidTable(entity=name, table=table)
    gone = tuple(sorted(set(reserved)))
    numbered = _number(name, tuple(fields), gone)
    if not numbered:
        raise EntityWithoutFields(entity=name)
    for field in numbered:
        if field.type == FieldType.REF and field.target == name and not field.optional:
            raise SelfReferenceNeedsOptional(field=field.name, entity=name)
    return Entity(
        name=name,
        plural=plural,
        fields=numbered,
        custom_table="" if table == default_table else table,
        soft_delete=soft_delete,
        reserved=gone,
    )


def table_of(plural: str) -> str:
    """The table that an entity of this plural gets by itself."""
    table = snake(plural)
    return f"app_{table}" if needs_table_prefix(table) else table


def attribute_of(field: Field, target: Entity | None = None) -> str:
    """What the field is called in the service: references end in `_id` or `_ids`.

    `tags:refs:Tag` is `tag_ids`, since the field is named as its target's plural.
    """
    if field.type == FieldType.REF:
        return f"{field.name}_id"
    if field.type == FieldType.REFS:
        is_plural = target is not None and field.name == snake(target.plural)
        return f"{target.module if target and is_plural else field.name}_ids"
    return field.name


def check_attributes(entity: Entity, attributes: Sequence[str]) -> None:
    """Raise if two fields have one attribute, or one name in JSON as protobuf writes it."""
    seen: dict[str, Field] = {}
    for field, attribute in zip(entity.fields, attributes, strict=True):
        head, *rest = attribute.split("_")
        camel = head + "".join(word.capitalize() for word in rest)
        if camel in seen:
            other = seen[camel]
            raise DuplicateField(field=field.name, other=other.name, name=attribute)
        seen[camel] = field


def _check_reserved(name: str, plural: str) -> None:
    reason = reserved_entity_reason(name, snake(name))
    if reason:
        raise ReservedName(what="entity", name=name, reason=reason, suggestion=f"{name}Record")
    reason = reserved_plural_reason(snake(plural))
    if reason:
        raise ReservedName(what="plural", name=plural, reason=reason, suggestion=f"{plural}s")


def _number(entity: str, fields: tuple[Field, ...], reserved: tuple[int, ...]) -> tuple[Field, ...]:
    """Give the fields without a protobuf number the next ones that no field ever had."""
    following = max((*reserved, *(field.proto for field in fields)), default=0)
    following = max(following, FIRST_PROTO - 1)
    numbered: list[Field] = []
    for field in fields:
        if not field.proto:
            following += 1
        numbered.append(field if field.proto else replace(field, proto=following))
    used = set(reserved)
    for field in numbered:
        if field.proto in used or not FIRST_PROTO <= field.proto <= MAX_PROTO:
            raise DuplicateProto(field=field.name, proto=field.proto).at(f"entity `{entity}`")
        used.add(field.proto)
    return tuple(numbered)
