"""Sample customers."""

from app.application.samples.references import References
from app.application.samples.values import Samples
from app.application.services.customer.commands import (
    CreateCustomer,
)

# Which entities must exist before, by field.
REFERENCES: dict[str, str] = {}


def make_sample(
    samples: Samples,
    references: References,
) -> CreateCustomer:
    """Return a new one, random but valid."""
    return CreateCustomer(
        name=samples.text(
            min_length=1,
            max_length=100,
        ),
        email=samples.unique(
            "email",
            samples.email,
            max_length=254,
        ),
    )
