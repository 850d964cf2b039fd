"""Tags over gRPC."""
