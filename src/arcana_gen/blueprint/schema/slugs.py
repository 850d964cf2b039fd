"""What a migration is called after what it changes: `add_note_to_orders`."""

from collections.abc import Iterator
from typing import Final

from arcana_gen.blueprint.blueprint import Blueprint
from arcana_gen.blueprint.entities import Entity
from arcana_gen.blueprint.names import snake
from arcana_gen.blueprint.schema.option_tables import OptionTables
from arcana_gen.blueprint.schema.tables import Names, is_same

LONGEST_SLUG: Final = 60


def slug_of(before: Blueprint, after: Blueprint, names: Names, others: OptionTables) -> str:
    """The name, in the plurals and fields that people know; it is short when much changes."""
    found = [*_phrases(before, after, names), *_option_phrases(others)]
    whole = "_and_".join(found)
    if len(found) > 1 and len(whole) > LONGEST_SLUG:
        return f"change_{len(found)}_tables"
    return whole or "change_tables"


def _phrases(before: Blueprint, after: Blueprint, names: Names) -> Iterator[str]:
    """One phrase for each entity that differs."""
    for entity in before.entities.values():
        kept = after.entities.get(names.entity(entity.name))
        if kept is None:
            yield f"remove_{_plural(entity)}"
        elif phrase := _difference(entity, kept, names):
            yield phrase if len(phrase) <= LONGEST_SLUG else f"change_{_plural(kept)}"
    known = {names.entity(name) for name in before.entities}
    added = [_plural(entity) for name, entity in after.entities.items() if name not in known]
    if added:
        listed = "_".join(["add", *added])
        is_long = len(added) > 1 and len(listed) > LONGEST_SLUG
        yield f"add_{len(added)}_entities" if is_long else listed


def _option_phrases(others: OptionTables) -> Iterator[str]:
    for verb, tables in (("remove", others.removed), ("add", others.added)):
        if tables:
            yield "_".join([verb, *tables])


def _difference(old: Entity, new: Entity, names: Names) -> str:
    if _plural(old) != _plural(new):
        return f"rename_{_plural(old)}_to_{_plural(new)}"
    if old.table != new.table:
        return f"rename_{old.table}_to_{new.table}"
    before = {names.field(old.name, field.name): field for field in old.fields}
    after = {field.name: field for field in new.fields}
    kept = {name: before[name] for name in after if name in before}
    renamed = [(field.name, name) for name, field in kept.items() if field.name != name]
    changed = [name for name, field in kept.items() if not is_same(field, after[name], names)]
    differences = [
        *(("add", name, "to") for name in after if name not in before),
        *(("remove", field.name, "from") for name, field in before.items() if name not in after),
        *(("rename", f"{name}_to_{new_name}", "in") for name, new_name in renamed),
        *(("change", name, "of") for name in changed if kept[name].name == name),
    ]
    if old.soft_delete == new.soft_delete:
        return _phrase(differences, _plural(new))
    verb = "soft_delete" if new.soft_delete else "delete_for_good"
    return f"{'change' if differences else verb}_{_plural(new)}"


def _phrase(differences: list[tuple[str, str, str]], plural: str) -> str:
    if not differences:
        return ""
    verbs = {(verb, preposition) for verb, _, preposition in differences}
    if len(verbs) > 1:
        return f"change_{plural}"
    [(verb, preposition)] = verbs
    listed = "_and_".join(name for _, name, _ in differences)
    return f"{verb}_{listed}_{preposition}_{plural}"


def _plural(entity: Entity) -> str:
    return snake(entity.plural)
