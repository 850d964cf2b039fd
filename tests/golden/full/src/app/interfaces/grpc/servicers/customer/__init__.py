"""Customers over gRPC."""
