"""From a blueprint to another one: which keys of the answers file have to change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from arcana_gen.blueprint.blueprint import Blueprint
from arcana_gen.blueprint.entities import Entity
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.names import entity_name
from arcana_gen.blueprint.revision import Change, Edit, Part, Put, ranked
from arcana_gen.blueprint.storage import ENTITY_KEYS, FIELD_KEYS, entity_to_data, field_to_data

ENTITIES: Final = "entities"
EJECTED: Final = "ejected"
FIELDS: Final = "fields"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """What an answers file holds: the blueprint, and what Copier keeps of the template."""

    blueprint: Blueprint
    source: str
    commit: str

    def top(self) -> dict[str, JsonValue]:
        """The keys at the top, but for the entities."""
        found: dict[str, JsonValue] = {**self.blueprint.options}
        if self.source:
            found["_src_path"] = self.source
        if self.commit:
            found["_commit"] = self.commit
        if self.blueprint.ejected:
            found[EJECTED] = list(self.blueprint.ejected)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Renames:
    """Old names to new ones; fields are named by the new name of their entity and their own."""

    entities: Mapping[str, str]
    fields: Mapping[tuple[str, str], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two contents of one file.

    A comparison touches only keys whose meaning changes. An `exact` one also writes the numbers
    that a changed entity leaves to be counted, and drops what stands there without a meaning,
    such as `unique: false`: both can mean something else beside other fields or types.
    """

    raw: Mapping[str, object]
    before: Recorded
    after: Recorded
    renames: Renames
    exact: bool = False

    def edit(self) -> Edit:
        """The change of the whole file."""
        before, after = self.before.top(), self.after.top()
        parts = _keys(self.raw, before, after, skipped=ENTITIES)
        change = self._entities()
        if change is not None:
            old = ENTITIES if ENTITIES in self.raw else None
            parts.append(Part(old=old, new=ENTITIES, change=change))
        elif ENTITIES in self.raw:
            parts.append(Part(old=ENTITIES, new=ENTITIES))
        parts.sort(key=lambda part: _position(self.raw, part.old))
        names = sorted((str(part.new) for part in parts), key=str.lower)
        return Edit(ranked(parts, names), self.raw)

    def _entities(self) -> Change:
        raw = self.raw.get(ENTITIES)
        after = self.after.blueprint.entities
        if not isinstance(raw, Mapping) or not raw:
            added = {name: entity_to_data(after[name]) for name in sorted(after)}
            return Put(added, raw) if added else None
        before = self.before.blueprint.entities
        claimed = {entity_name(old): entity_name(new) for old, new in self.renames.entities.items()}
        claimed = {old: new for old, new in claimed.items() if old in before and new in after}
        parts: list[Part] = []
        remaining = dict(after)
        for key, body in raw.items():
            old = entity_name(key)
            name = claimed.get(old, old)
            taken = name == old and old in claimed.values()
            entity = None if taken else remaining.pop(name, None)
            parts.append(self._entity(key, body, before[old], entity))
        parts += [
            Part(old=None, new=name, change=Put(entity_to_data(entity)))
            for name, entity in remaining.items()
        ]
        # What keeps its writing (`order line`) is sorted by what it means.
        order = sorted((str(part.new) for part in parts if part.new), key=entity_name)
        edit = Edit(ranked(parts, order), raw)
        return edit if edit.is_needed else None

    def _entity(self, key: str, raw: object, before: Entity, after: Entity | None) -> Part:
        if after is None:
            return Part(old=key, new=None)
        new = key if after.name == before.name else after.name
        if not isinstance(raw, Mapping) or (before == after and new == key):
            return Part(old=key, new=new)
        fields = self._fields(raw.get(FIELDS), before, after)
        parts = _keys(
            raw, _plain_keys(before), _plain_keys(after), skipped=FIELDS, exact=self.exact
        )
        parts.append(Part(old=FIELDS, new=FIELDS, change=fields if fields.is_needed else None))
        parts.sort(key=lambda part: _position(raw, part.old))
        edit = Edit(ranked(parts, ENTITY_KEYS), raw)
        return Part(old=key, new=new, change=edit if edit.is_needed else None)

    def _fields(self, raw: object, before: Entity, after: Entity) -> Edit:
        written = raw if isinstance(raw, Mapping) else {}
        remaining = {field.name: field for field in after.fields}
        claimed = {
            old: new
            for (entity, old), new in self.renames.fields.items()
            if entity == after.name and new in remaining
        }
        parts: list[Part] = []
        order = {field.name: field.name for field in after.fields}
        for (key, body), field in zip(written.items(), before.fields, strict=False):
            name = claimed.get(field.name, field.name)
            taken = name == field.name and name in claimed.values()
            wanted = None if taken else remaining.pop(name, None)
            if wanted is None:
                parts.append(Part(old=key, new=None))
                continue
            new = key if name == field.name else name
            order[name] = new
            change = self._field(body, field_to_data(field), field_to_data(wanted))
            parts.append(Part(old=key, new=new, change=change))
        parts += [
            Part(old=None, new=name, change=Put(field_to_data(field)))
            for name, field in remaining.items()
        ]
        return Edit(ranked(parts, order.values()), written, strict=True)

    def _field(
        self, raw: object, before: Mapping[str, JsonValue], after: Mapping[str, JsonValue]
    ) -> Change:
        if not isinstance(raw, Mapping):
            return None
        edit = Edit(ranked(_keys(raw, before, after, exact=self.exact), FIELD_KEYS), raw)
        return edit if edit.is_needed else None


def _plain_keys(entity: Entity) -> dict[str, JsonValue]:
    return {key: value for key, value in entity_to_data(entity).items() if key != FIELDS}


def _keys(
    raw: Mapping[str, object],
    before: Mapping[str, JsonValue],
    after: Mapping[str, JsonValue],
    *,
    skipped: str = "",
    exact: bool = False,
) -> list[Part]:
    """One part for each key that is there or shall be."""
    parts: list[Part] = []
    for key in raw:
        if key == skipped:
            continue
        same = _same(before, after, key)
        if key in after:
            parts.append(Part(old=key, new=key, change=None if same else Put(after[key], raw[key])))
        else:
            goes = key in before or exact
            parts.append(Part(old=key, new=None if goes else key))
    for key, value in after.items():
        counted = exact and key == "proto"
        if key not in raw and (counted or not _same(before, after, key)):
            parts.append(Part(old=None, new=key, change=Put(value)))
    return parts


def _same(before: Mapping[str, JsonValue], after: Mapping[str, JsonValue], key: str) -> bool:
    # Python takes 1, 1.0 and True for one; files do not.
    return key in before and key in after and repr(before[key]) == repr(after[key])


def _position(raw: Iterable[str], key: str | None) -> int:
    keys: Sequence[str] = list(raw)
    return keys.index(key) if key in keys else len(keys)
