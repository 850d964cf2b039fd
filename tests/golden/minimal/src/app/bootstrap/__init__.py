"""Where everything is joined. It alone knows all other layers; nothing imports it."""
