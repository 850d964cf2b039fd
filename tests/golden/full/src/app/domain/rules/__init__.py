"""Rules for the values of fields. Entities run theirs when they are constructed."""

from app.domain.rules.collections import distinct, document, sort
from app.domain.rules.numbers import Between, ExactDecimal, Integer, Number
from app.domain.rules.texts import Email, Size, Text, Url
from app.domain.rules.times import Duration, Moment, TimeOfDay
from app.domain.rules.validation import Given, Problem, Rule, Rules, validate

__all__ = [
    "Between",
    "Duration",
    "Email",
    "ExactDecimal",
    "Given",
    "Integer",
    "Moment",
    "Number",
    "Problem",
    "Rule",
    "Rules",
    "Size",
    "Text",
    "TimeOfDay",
    "Url",
    "distinct",
    "document",
    "sort",
    "validate",
]
