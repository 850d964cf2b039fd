"""Changes that nobody would think of, made of edits that the blueprint allows."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Final

from tests.project.migrating import Change
from tests.support.random_entities import random_entities

from arcana_gen.blueprint import Blueprint, BlueprintError, FieldType, entity_name
from arcana_gen.blueprint.schema import schema_changes

_TRIES: Final = 50
_EDITS: Final = 3


@dataclass(slots=True)
class _Draft:
    """A blueprint while it changes, and what became of its names."""

    blueprint: Blueprint
    entities: dict[str, str] = field(default_factory=dict)
    fields: dict[tuple[str, str], str] = field(default_factory=dict)


def random_change(dice: random.Random, before: Blueprint) -> Change:
    """A change that needs a migration, and no value that only a person knows."""
    for _ in range(_TRIES):
        draft = _Draft(before)
        try:
            for edit in dice.choices(_EDITS_OF_ALL_KINDS, k=_EDITS):
                edit(dice, draft)
            changes = schema_changes(
                before,
                draft.blueprint,
                renamed_entities=draft.entities,
                renamed_fields=draft.fields,
            )
        except BlueprintError:
            continue
        if changes and not changes.missing_fills:
            entities = tuple(draft.blueprint.entities.values())
            return Change(entities, draft.entities, draft.fields)
    raise AssertionError("no change is possible")


def _any_entity(dice: random.Random, draft: _Draft) -> str:
    return dice.choice(list(draft.blueprint.entities))


def _any_field(dice: random.Random, draft: _Draft) -> tuple[str, str]:
    name = _any_entity(dice, draft)
    return name, dice.choice(draft.blueprint.entities[name].fields).name


def _word(dice: random.Random) -> str:
    return "".join(dice.choices("abcdefghijkmnopqr", k=dice.randint(6, 12)))


def _add_entity(dice: random.Random, draft: _Draft) -> None:
    draft.blueprint = draft.blueprint.with_entities(random_entities(dice.randint(0, 999), 1))


def _remove_entity(dice: random.Random, draft: _Draft) -> None:
    draft.blueprint = draft.blueprint.without_entity(_any_entity(dice, draft))


def _rename_entity(dice: random.Random, draft: _Draft) -> None:
    old, new = _any_entity(dice, draft), entity_name(_word(dice))
    if draft.fields or draft.entities:
        return
    draft.blueprint = draft.blueprint.with_renamed_entity(old, new)
    draft.entities[old] = new


def _add_field(dice: random.Random, draft: _Draft) -> None:
    [donor] = random_entities(dice.randint(0, 999), 1)
    added = [
        replace(one, name=f"{_word(dice)}_x", proto=0)
        for one in donor.fields
        if not one.is_reference
    ]
    draft.blueprint = draft.blueprint.with_fields(_any_entity(dice, draft), added[:2])


def _remove_field(dice: random.Random, draft: _Draft) -> None:
    entity, name = _any_field(dice, draft)
    draft.blueprint = draft.blueprint.without_fields(entity, [name])


def _rename_field(dice: random.Random, draft: _Draft) -> None:
    entity, name = _any_field(dice, draft)
    if draft.fields or draft.entities:
        return
    new = f"{_word(dice)}_y"
    draft.blueprint = draft.blueprint.with_renamed_field(entity, name, new)
    draft.fields[entity, name] = new


def _one_more(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*values, "a-new-one")))


def _loosen_field(dice: random.Random, draft: _Draft) -> None:
    """Drop a rule that the rows keep, or allow what they do not have."""
    name, chosen = _any_field(dice, draft)
    entity = draft.blueprint.entities[name]
    fields = []
    for one in entity.fields:
        looser = replace(one, unique=False, min=None, values=_one_more(one.values))
        if one.type != FieldType.ENUM:
            looser = replace(looser, values=())
        if one.type not in {FieldType.REFS, FieldType.ENUM} and one.default is None:
            looser = replace(looser, optional=True)
        fields.append(looser if one.name == chosen else one)
    entities = {**draft.blueprint.entities, name: replace(entity, fields=tuple(fields))}
    draft.blueprint = replace(draft.blueprint, entities=entities).checked()


def _switch_soft_delete(dice: random.Random, draft: _Draft) -> None:
    name = _any_entity(dice, draft)
    entity = draft.blueprint.entities[name]
    switched = replace(entity, soft_delete=not entity.soft_delete)
    entities = {**draft.blueprint.entities, name: switched}
    draft.blueprint = replace(draft.blueprint, entities=entities).checked()


_EDITS_OF_ALL_KINDS: Final[tuple[Callable[[random.Random, _Draft], None], ...]] = (
    _add_entity,
    _remove_entity,
    _rename_entity,
    _add_field,
    _remove_field,
    _rename_field,
    _loosen_field,
    _switch_soft_delete,
)
