"""The service over gRPC: `proto/` says what it offers."""
