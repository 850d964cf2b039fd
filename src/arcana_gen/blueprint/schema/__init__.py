"""Changes of the tables, as data: what a migration has to do when the blueprint changes."""

from arcana_gen.blueprint.schema.changes import SchemaChanges, schema_changes
from arcana_gen.blueprint.schema.operations import Operation, operation_to_data
from arcana_gen.blueprint.schema.option_tables import OptionTables, create_tables, drop_tables

__all__ = [
    "Operation",
    "OptionTables",
    "SchemaChanges",
    "create_tables",
    "drop_tables",
    "operation_to_data",
    "schema_changes",
]
