"""The blueprint: everything that a service is described by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Self

from arcana_gen.blueprint import changes
from arcana_gen.blueprint.ejection import check_ejected
from arcana_gen.blueprint.entities import Entity
from arcana_gen.blueprint.errors import DuplicateEntity
from arcana_gen.blueprint.fields import Field
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.storage import entity_to_data
from arcana_gen.blueprint.validation import check_entities, dependency_order

BLUEPRINT_FORMAT: Final = 1
"""The format of the answers that this version writes, and the newest that it reads."""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The options and the entities, by name and sorted; equal blueprints render to equal bytes.

    `ejected` are the sorted paths that the user has taken over: nothing is rendered there.
    """

    options: Mapping[str, JsonValue]
    entities: Mapping[str, Entity] = field(default_factory=dict)
    ejected: tuple[str, ...] = ()

    def with_options(self, options: Mapping[str, JsonValue]) -> Self:
        """A blueprint with these options and no others."""
        return replace(self, options=dict(options)).checked()

    def with_ejected(self, paths: Iterable[str]) -> Self:
        """A blueprint with these paths taken over and no others."""
        return replace(self, ejected=tuple(sorted(set(paths)))).checked()

    def with_entity(self, entity: Entity) -> Self:
        """A blueprint with one more entity, checked against all others."""
        return self.with_entities([entity])

    def with_entities(self, added: Iterable[Entity]) -> Self:
        """A blueprint with more entities, which may refer to each other in any order."""
        entities = dict(self.entities)
        for entity in added:
            if entity.name in entities:
                raise DuplicateEntity(entity=entity.name)
            entities[entity.name] = entity
        return self._of(entities)

    def without_entity(self, name: str) -> Self:
        """A blueprint with one entity less, to which no other refers."""
        return self._of(changes.remove_entity(self.entities, name))

    def with_renamed_entity(self, old: str, new: str, plural: str = "") -> Self:
        """A blueprint in which an entity is called otherwise, also by those that refer to it.

        Its plural and table follow the name, unless they are given or were chosen.
        """
        return self._of(changes.rename_entity(self.entities, old, new, plural=plural))

    def with_fields(self, entity: str, fields: Iterable[Field]) -> Self:
        """A blueprint with more fields at the end of an entity."""
        return self._of(changes.add_fields(self.entities, entity, fields))

    def without_fields(self, entity: str, names: Iterable[str]) -> Self:
        """A blueprint with fewer fields, whose protobuf numbers stay reserved."""
        return self._of(changes.remove_fields(self.entities, entity, names))

    def with_renamed_field(self, entity: str, old: str, new: str) -> Self:
        """A blueprint in which a field is called otherwise; its number and place stay."""
        return self._of(changes.rename_field(self.entities, entity, old, new))

    def checked(self) -> Self:
        """The blueprint itself, if its entities fit each other and the database."""
        check_ejected(self.ejected)
        check_entities(self.entities, database=str(self.options.get("database", "")))
        return self

    def in_dependency_order(self) -> tuple[Entity, ...]:
        """The entities so that each comes after those that it refers to."""
        return tuple(self.entities[name] for name in dependency_order(self.entities))

    def pruned(self, names: Iterable[str]) -> Self:
        """A blueprint with these entities and those that they refer to, and no others."""
        wanted = set(names)
        wanted |= {target for name in wanted for target in self.entities[name].targets}
        kept = {name: entity for name, entity in self.entities.items() if name in wanted}
        return replace(self, entities=kept)

    def to_answers(self) -> dict[str, JsonValue]:
        """The answers for Copier: plain data, the entities sorted by name."""
        entities = {name: entity_to_data(self.entities[name]) for name in sorted(self.entities)}
        answers = {**self.options, "blueprint_format": BLUEPRINT_FORMAT, "entities": entities}
        return {**answers, "ejected": list(self.ejected)} if self.ejected else answers

    def _of(self, entities: Mapping[str, Entity]) -> Self:
        return replace(self, entities=dict(sorted(entities.items()))).checked()
