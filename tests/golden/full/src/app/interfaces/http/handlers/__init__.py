"""One package per entity: its routes and its schemas."""
