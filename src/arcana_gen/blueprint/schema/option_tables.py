"""The tables that belong to no entity: an option of the template brings them."""

from dataclasses import dataclass

from arcana_gen.blueprint.schema.operations import CreateOptionTable, DropTable, Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionTables:
    """The names of those that there were, and of those that there shall be."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()

    @property
    def added(self) -> tuple[str, ...]:
        """Those that are new."""
        return tuple(name for name in self.after if name not in self.before)

    @property
    def removed(self) -> tuple[str, ...]:
        """Those that go."""
        return tuple(name for name in self.before if name not in self.after)


def create_tables(names: tuple[str, ...]) -> tuple[Operation, ...]:
    """Create them in their order."""
    return tuple(CreateOptionTable(table=name) for name in names)


def drop_tables(names: tuple[str, ...]) -> tuple[Operation, ...]:
    """Drop them in the other order."""
    return tuple(DropTable(table=name) for name in reversed(names))
