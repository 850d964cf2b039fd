"""Journeys of each entity: a package, so that the servers end with the last of them."""
