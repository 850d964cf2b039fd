"""The domain of customers."""
