"""The service: domain, application, infrastructure, interfaces, and the bootstrap that joins them."""
