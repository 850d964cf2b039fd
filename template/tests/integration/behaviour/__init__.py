"""What each entity does, over each protocol: a package, so that servers end with the last."""
