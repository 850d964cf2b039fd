"""One module per entity: what clients send."""
