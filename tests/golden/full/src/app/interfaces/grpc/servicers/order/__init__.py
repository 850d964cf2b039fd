"""Orders over gRPC."""
