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


@dataclass(frozen=True, slots=True)
class Given:
    """A rule for values of a type that has `None` in it, where `None` is none of them."""

    rule: Rule

    def __call__(self, value: object) -> Problem | None:
        """Check a value that is there."""
        return self.rule(value)


def validate(entity: object, rules: Rules) -> None:
    """Raise `Invalid` with the problems of all fields, if there are any."""
    errors: list[FieldError] = []
    for field, rule in rules.items():
        if (problem := _problem(rule, getattr(entity, field))) is not None:
            errors.append(FieldError(field, problem.code, problem.message))
    if errors:
        summary = "; ".join(f"{error.field} {error.message}" for error in errors)
        raise Invalid(summary, fields=errors)


def _problem(rule: Rule, value: object) -> Problem | None:
    if value is not None:
        return rule(value)
    return Problem("missing", "must not be null") if isinstance(rule, Given) else None
