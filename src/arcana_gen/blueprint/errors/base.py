"""What all errors of a blueprint have in common."""

from arcana_gen.errors import ArcanaError


class BlueprintError(ArcanaError):
    """A blueprint, or a piece of one, that cannot be built."""
