"""One package per entity: its use cases, their inputs, and the port of its repository."""
