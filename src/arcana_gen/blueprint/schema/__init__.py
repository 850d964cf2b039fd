"""Changes of the tables, as data: what a migration has to do when the blueprint changes."""

from arcana_gen.blueprint.schema.changes import SchemaChanges, schema_changes
from arcana_gen.blueprint.schema.operations import Operation, operation_to_data

__all__ = ["Operation", "SchemaChanges", "operation_to_data", "schema_changes"]
