"""One module per entity: its service, as a client."""
