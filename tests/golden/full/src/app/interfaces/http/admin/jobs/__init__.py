"""Jobs on the admin port: an API, and a page that uses it."""
