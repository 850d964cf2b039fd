"""One module per entity: which value stands in which field of its message."""
