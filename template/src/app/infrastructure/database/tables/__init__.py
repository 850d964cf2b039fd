"""Tables that belong to no entity: a module per concern, whose `TABLES` are found by its place."""
