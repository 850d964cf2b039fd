"""One package per entity."""
