"""The service's peers: the same entity as tutorials would write it, and with SQL by hand."""
