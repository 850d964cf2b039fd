"""What can be wrong with a change of the tables."""

from arcana_gen.blueprint.errors.base import BlueprintError


class CannotConvert(BlueprintError):
    """The values of a column cannot become values of another type."""

    field: str
    old: str
    new: str
    text = "the field `{self.field}` cannot become `{self.new}`: it is `{self.old}`"
    advice = (
        "add a field of the new type under another name, copy the values in its migration, "
        "then remove the old one"
    )


class OneValueForUnique(BlueprintError):
    """A new column that is unique and required, beside rows that would all get one value."""

    field: str
    text = (
        "the new field `{self.field}` is unique and required: rows that exist need one value each"
    )
    advice = "make it `optional`, fill it, then change that"


class UnknownFill(BlueprintError):
    """A value is given for a column that needs none."""

    field: str
    text = "no row needs a value for `{self.field}`"
    advice = "a value is for a new field, or one that is not optional any more"


class FillViolatesRule(BlueprintError):
    """The value for existing rows is one that the field refuses."""

    field: str
    value: str
    rule: str
    text = "existing rows cannot have `{self.value}` as `{self.field}`: it violates {self.rule}"
    advice = "give them another value"
