"""Database servers behind asynchronous drivers."""
