"""One module per entity: its repository in memory."""
