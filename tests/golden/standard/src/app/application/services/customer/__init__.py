"""The use cases of customers."""
