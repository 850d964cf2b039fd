"""How plans, errors and messages look, for people and as JSON."""

from arcana_gen.console.differences import difference, show_differences
from arcana_gen.console.documents import error_document, outcome_document, print_document
from arcana_gen.console.errors import show_error
from arcana_gen.console.plans import count, show_plan
from arcana_gen.console.terminal import can_ask, note, say, step, styled, talk, tell

__all__ = [
    "can_ask",
    "count",
    "difference",
    "error_document",
    "note",
    "outcome_document",
    "print_document",
    "say",
    "show_differences",
    "show_error",
    "show_plan",
    "step",
    "styled",
    "talk",
    "tell",
]
