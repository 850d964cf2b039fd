"""The services in other processes: they are called over gRPC."""
