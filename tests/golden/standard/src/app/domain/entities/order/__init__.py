"""The domain of orders."""
