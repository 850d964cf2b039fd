"""One module per entity: joins its repository and its service."""
