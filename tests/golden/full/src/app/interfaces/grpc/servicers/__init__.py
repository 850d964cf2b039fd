"""One package per entity; they are found by their folders."""
