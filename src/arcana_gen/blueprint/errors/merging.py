"""What can be in the way of merging two blueprints."""

from arcana_gen.blueprint.errors.base import BlueprintError


class ChangedOnBothSides(BlueprintError):
    """Two branches have each made something else of the same thing."""

    what: str
    text = "both sides of the merge have changed {self.what}, and not alike"
    advice = "write what it shall be into `.copier-answers.yml`, then `git add` it"
