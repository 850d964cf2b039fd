"""The queue in the database of the service."""
