"""What happens around every request. Pure ASGI: no layer costs more than a microsecond."""
