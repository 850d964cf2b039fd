"""Sample tags."""

from app.application.samples.references import References
from app.application.samples.values import Samples
from app.application.services.tag.commands import (
    CreateTag,
)

# Which entities must exist before, by field.
REFERENCES: dict[str, str] = {}


def make_sample(
    samples: Samples,
    references: References,
) -> CreateTag:
    """Return a new one, random but valid."""
    return CreateTag(
        label=samples.unique(
            "label",
            samples.text,
            max_length=40,
        ),
    )
