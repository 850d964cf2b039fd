"""What a rule is, and how an entity runs its rules."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from app.domain.errors import FieldError, Invalid


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value."""

    code: str
    message: str


# Called with a value that is not `None`; returns what is wrong with it, if anything.
Rule: TypeAlias = Callable[[Any], Problem | None]
Rules: TypeAlias = Mapping[str, Rule]


def validate(entity: object, rules: Rules) -> None:
    """Raise `Invalid` with the problems of all fields, if there are any."""
    errors: list[FieldError] = []
    for field, rule in rules.items():
        value = getattr(entity, field)
        if value is not None and (problem := rule(value)) is not None:
            errors.append(FieldError(field, problem.code, problem.message))
    if errors:
        summary = "; ".join(f"{error.field} {error.message}" for error in errors)
        raise Invalid(summary, fields=errors)
