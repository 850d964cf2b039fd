"""The blueprint: everything that a service is described by."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Self

from arcana_gen.blueprint.entities import Entity
from arcana_gen.blueprint.errors import DuplicateEntity
from arcana_gen.blueprint.json_values import JsonValue
from arcana_gen.blueprint.storage import entity_to_data
from arcana_gen.blueprint.validation import check_entities, dependency_order

BLUEPRINT_FORMAT: Final = 1
"""The format of the answers that this version writes, and the newest that it reads."""


@dataclass(frozen=True, slots=True)
class Blueprint:
    """The options and the entities, by name and sorted; equal blueprints render to equal bytes."""

    options: Mapping[str, JsonValue]
    entities: Mapping[str, Entity] = field(default_factory=dict)

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
        return replace(self, entities=dict(sorted(entities.items()))).checked()

    def checked(self) -> Self:
        """The blueprint itself, if its entities fit each other and the database."""
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
        return {**self.options, "blueprint_format": BLUEPRINT_FORMAT, "entities": entities}
