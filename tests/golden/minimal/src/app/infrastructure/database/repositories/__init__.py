"""One package per entity: its table and its repository."""
