"""Merging what two branches have each made of one blueprint.

*base* is what both began with. What only one side changed is as that side has it; what both
changed must be alike.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final, TypeVar

from arcana_gen.blueprint.blueprint import Blueprint
from arcana_gen.blueprint.comparison import Recorded
from arcana_gen.blueprint.entities import Entity, make_entity
from arcana_gen.blueprint.errors import ChangedOnBothSides
from arcana_gen.blueprint.fields import Field
from arcana_gen.blueprint.json_values import JsonValue

T = TypeVar("T")

_ABSENT: Final = object()


def merge_blueprints(base: Blueprint, ours: Blueprint, theirs: Blueprint) -> Blueprint:
    """The blueprint with the changes of both sides; raises ChangedOnBothSides.

    Where both gave one protobuf number to different fields, that of theirs gets another one.
    """
    entities = {
        name: entity
        for name in sorted({*ours.entities, *theirs.entities})
        if (entity := _entity(name, *(side.entities.get(name) for side in (base, ours, theirs))))
    }
    return Blueprint(
        _options(base.options, ours.options, theirs.options),
        entities,
        _ejected({*base.ejected}, {*ours.ejected}, {*theirs.ejected}),
    ).checked()


def merge_recorded(base: Recorded, ours: Recorded, theirs: Recorded) -> Recorded:
    """The same for all that an answers file holds; raises ChangedOnBothSides."""
    what = "the version of the template"
    return Recorded(
        blueprint=merge_blueprints(base.blueprint, ours.blueprint, theirs.blueprint),
        source=_pick("where the template is", base.source, ours.source, theirs.source),
        commit=_pick(what, base.commit, ours.commit, theirs.commit),
    )


def _pick(what: str, base: T, ours: T, theirs: T) -> T:
    """The side that has changed."""
    # Python takes 1, 1.0 and True for one; answers do not.
    before, mine, other = repr(base), repr(ours), repr(theirs)
    if other in {before, mine}:
        return ours
    if mine == before:
        return theirs
    raise ChangedOnBothSides(what=what)


def _options(
    base: Mapping[str, JsonValue], ours: Mapping[str, JsonValue], theirs: Mapping[str, JsonValue]
) -> dict[str, JsonValue]:
    merged: dict[str, JsonValue] = {}
    for name in {**ours, **theirs}:
        before, mine, other = (side.get(name, _ABSENT) for side in (base, ours, theirs))
        chosen = ours if _pick(f"the option `{name}`", before, mine, other) is mine else theirs
        if name in chosen:
            merged[name] = chosen[name]
    return merged


def _ejected(base: set[str], ours: set[str], theirs: set[str]) -> tuple[str, ...]:
    return tuple(sorted((ours | theirs) - (base - ours) - (base - theirs)))


def _entity(
    name: str, base: Entity | None, ours: Entity | None, theirs: Entity | None
) -> Entity | None:
    if ours is None or theirs is None or ours == theirs or base in (ours, theirs):
        return _pick(f"the entity `{name}`", base, ours, theirs)
    # A migration of one side would not find the table of the other.
    called = {(side.plural, side.table) for side in (base, ours, theirs) if side}
    if len(called) > 1:
        raise ChangedOnBothSides(what=f"the entity `{name}`, of which one has another plural")
    gone = {*ours.reserved, *theirs.reserved}
    fields = tuple(_fields(base.fields if base else (), ours, theirs, gone))
    return make_entity(
        name,
        fields,
        plural=ours.plural,
        table=ours.custom_table,
        soft_delete=_pick(
            f"what deleting means for the entity `{name}`",
            base.soft_delete if base else ours.soft_delete,
            ours.soft_delete,
            theirs.soft_delete,
        ),
        reserved=gone - {field.proto for field in fields},
    )


def _fields(
    base: tuple[Field, ...], ours: Entity, theirs: Entity, gone: set[int]
) -> Iterator[Field]:
    """The fields in the order of ours, and then those that only theirs has."""
    before = {field.name: field for field in base}
    mine, other = _by_base(before, ours.fields), _by_base(before, theirs.fields)
    merged: list[Field] = []
    for key in (*mine, *sorted(before.keys() - mine.keys())):
        sides = before.get(key), mine.get(key), other.get(key)
        field = _pick(f"the field `{ours.name}.{key}`", *_numbered_alike(*sides))
        merged += [field] if field else []
    added = [field for key, field in other.items() if key not in {*before, *mine}]
    names = [field.name for field in (*merged, *added)]
    twice = next((name for name in names if names.count(name) > 1), "")
    if twice:
        raise ChangedOnBothSides(what=f"the field `{ours.name}.{twice}`")
    yield from _numbered([*merged, *added], ours.fields, gone)


def _by_base(base: Mapping[str, Field], fields: Iterable[Field]) -> dict[str, Field]:
    """The fields by the name that they had in the base; the number tells of a new name."""
    names = {field.name for field in fields}
    renamed = {field.proto: name for name, field in base.items() if name not in names}
    return {
        field.name if field.name in base else renamed.get(field.proto, field.name): field
        for field in fields
    }


def _numbered_alike(
    base: Field | None, ours: Field | None, theirs: Field | None
) -> tuple[Field | None, Field | None, Field | None]:
    """The three sides of a field, which both may have added, each with its next number."""
    if base is None and ours and theirs:
        theirs = replace(theirs, proto=ours.proto)
    return base, ours, theirs


def _numbered(fields: list[Field], ours: tuple[Field, ...], gone: set[int]) -> Iterator[Field]:
    """The fields; what theirs has made gets the next number where its own is taken."""
    taken = {*gone, *(field.proto for field in fields if field in ours)}
    following = max((*taken, *(field.proto for field in fields)), default=0)
    for field in fields:
        if field in ours or field.proto not in taken:
            yield field
        else:
            following += 1
            yield replace(field, proto=following)
